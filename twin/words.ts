import type { AssumptionKind } from './assumptions.ts'
import type { Class } from './forecast.ts'

export type Language = 'en' | 'zh'

/** What a forecast says, in one language. Names of orders, products and machines stay as they are. */
export interface ForecastWords {
  readonly question: string
  readonly says: (orders: string, moment: string, runs: string) => string
  readonly nothing: (moment: string) => string
  readonly late: (count: string, of: string) => string
  readonly head: readonly string[]
  readonly classes: Readonly<Record<Class, string>>
  readonly later: string
  readonly assumed: string
  readonly assumptions: Readonly<Record<AssumptionKind, (of: string) => string>>
}

const en: ForecastWords = {
  question: 'When will it be finished?',
  says: (orders, moment, runs) => `${orders} open orders as of ${moment}, from ${runs} runs that start there.`,
  nothing: (moment) => `No order is open as of ${moment}.`,
  late: (count, of) => `${count} of ${of} orders with a date are likely to be late.`,
  head: ['Order', 'Product', 'Done', 'P10', 'P50', 'P90', 'Due', 'On time', 'Class', 'Since'],
  classes: { green: 'green', amber: 'amber', red: 'red' },
  later: 'later',
  assumed: 'What the log does not tell, and what is taken for true:',
  assumptions: {
    vehiclesAtHome: (of) => `vehicles start at their home: ${of}`,
    toolsNew: (of) => `tools are new: ${of}`,
    palletsFree: (of) => `all pallets are free: ${of}`,
    signalsNew: (of) => `condition is that of a new machine: ${of}`,
    parametersNew: (of) => `parameters have just been adjusted: ${of}`,
    campaignsNew: (of) => `campaigns begin anew: ${of}`,
    defectsForgotten: (of) => `units in the plant have no hidden defects: ${of}`,
    dwellAnew: (of) => `units have just come to the buffer: ${of}`,
    attributesAnew: (of) => `attributes of units in the plant are drawn anew: ${of}`,
    stepsAnew: (of) => `work in steps is started anew: ${of}`,
    batchesAnew: (of) => `batches are started anew: ${of}`,
    ridesArrived: (of) => `units on their way have arrived: ${of}`,
    resultsPassed: (of) => `units that wait for a result have passed: ${of}`,
    reworkMoved: (of) => `units to be reworked have left: ${of}`,
    partsForgotten: (of) => `parts that stand ready are left out: ${of}`,
    lotsOnHold: (of) => `lots on hold are left out: ${of}`,
    lotsTogether: (of) => `the stock is one new lot: ${of}`,
    equilibrium: (of) => `nothing has failed yet, and the age is that of a machine that has been running for ever: ${of}`,
  },
}

const zh: ForecastWords = {
  question: '什么时候能干完?',
  says: (orders, moment, runs) => `截至 ${moment},有 ${orders} 个未完成订单;由从该时刻起的 ${runs} 次仿真得出。`,
  nothing: (moment) => `截至 ${moment},没有未完成订单。`,
  late: (count, of) => `在 ${of} 个有交期的订单中,${count} 个可能延误。`,
  head: ['订单', '产品', '已完成', 'P10', 'P50', 'P90', '交期', '准时概率', '等级', '自'],
  classes: { green: '绿', amber: '黄', red: '红' },
  later: '更晚',
  assumed: '日志未说明而作的假定:',
  assumptions: {
    vehiclesAtHome: (of) => `车辆从停放处出发:${of}`,
    toolsNew: (of) => `刀具为新:${of}`,
    palletsFree: (of) => `托盘全部空闲:${of}`,
    signalsNew: (of) => `设备状态视为新机:${of}`,
    parametersNew: (of) => `参数刚刚调整:${of}`,
    campaignsNew: (of) => `批次生产重新开始:${of}`,
    defectsForgotten: (of) => `在制品没有隐藏缺陷:${of}`,
    dwellAnew: (of) => `在制品刚到缓冲区:${of}`,
    attributesAnew: (of) => `在制品的属性重新抽取:${of}`,
    stepsAnew: (of) => `分步作业重新开始:${of}`,
    batchesAnew: (of) => `成批作业重新开始:${of}`,
    ridesArrived: (of) => `运输中的在制品视为已到达:${of}`,
    resultsPassed: (of) => `等待检验结果的在制品视为合格:${of}`,
    reworkMoved: (of) => `待返工的在制品视为已离开:${of}`,
    partsForgotten: (of) => `备好的零件未计入:${of}`,
    lotsOnHold: (of) => `冻结的批次未计入:${of}`,
    lotsTogether: (of) => `库存视为一个新批次:${of}`,
    equilibrium: (of) => `尚未发生故障,役龄按长期运行的设备取:${of}`,
  },
}

export const FORECAST_WORDS: Readonly<Record<Language, ForecastWords>> = { en, zh }
