/// <reference types="vite/client" />

declare module 'virtual:english' {
  export const texts: readonly import('../core/text.ts').Texts[]
}
