/** Percent without decimals from 1/10000, rounded down so that 100 means whole. */
export const percentOf = (basisPoints: number): number => Math.floor(basisPoints / 100)
