import { visibleLine } from '../../ethereum/text.ts'

/** Foreign text inside of a sentence. */
export const toQuoted = (text: string): string => `"${visibleLine(text, 40)}"`
