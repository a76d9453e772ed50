import { timingSafeEqual } from 'node:crypto'
import type { MiddlewareHandler } from 'hono'
import { getCookie, setCookie } from 'hono/cookie'

export interface Gate {
  /** Asked of every request; null on the loopback, where only this machine can ask. */
  readonly token: string | null
}

const COOKIE = 'takt-token'

/**
 * Lets in who may come in. With a token: it comes as a cookie, as `Authorization: Bearer`, or once in the address (`?token=`), which sets the
 * cookie and is then taken out of the address. Without one: only requests that name this machine as the host, so that no page of another site
 * can have its own name resolved to us and read along.
 */
export function gate({ token }: Gate): MiddlewareHandler {
  return async (context, next) => {
    if (token === null) {
      return isLoopback(context.req.header('host') ?? '') ? next() : context.text('Takt answers only to this machine.', 403)
    }
    const address = new URL(context.req.url)
    const asked = address.searchParams.get('token')
    if (asked !== null && same(asked, token)) {
      setCookie(context, COOKIE, token, { httpOnly: true, sameSite: 'Strict', path: '/' })
      address.searchParams.delete('token')
      return context.redirect(`${address.pathname}${address.search}`, 302)
    }
    const bearer = context.req.header('authorization')?.match(/^Bearer (.+)$/i)?.[1]
    const shown = bearer ?? getCookie(context, COOKIE) ?? ''
    return same(shown, token)
      ? next()
      : context.text('Takt wants the token that it printed when it was started: add ?token=… to the address.', 401)
  }
}

export function isLoopback(host: string): boolean {
  const name = host.replace(/:\d+$/, '').toLowerCase()
  return name === 'localhost' || name.endsWith('.localhost') || name === '[::1]' || name === '::1' || /^127(\.\d{1,3}){3}$/.test(name)
}

/** In a time that does not tell how much of it was right. */
function same(shown: string, token: string): boolean {
  const [a, b] = [Buffer.from(shown), Buffer.from(token)]
  return a.length === b.length && timingSafeEqual(a, b)
}
