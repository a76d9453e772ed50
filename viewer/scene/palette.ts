import { rgb } from '../state-style.ts'

/** Products: told from the states' colours by being deep and saturated, and from each other by hue. */
const PRODUCTS = ['#3d5a9e', '#b0486f', '#2f8f8a', '#8a5fb5', '#a87b28', '#5b7f3b', '#c0605a', '#4b7ea8', '#77605a', '#3f8f5f']

export const productHex = (index: number) => PRODUCTS[index % PRODUCTS.length]!

export const productColor = (index: number) => rgb(productHex(index))

export const FLOOR = {
  background: '#dfe5eb',
  floor: '#f4f6f8',
  line: '#e3e8ed',
  zone: '#e9eef4',
  zoneEdge: '#c5d0dc',
  route: '#b9c6d4',
  material: '#d6c9ad',
} as const
