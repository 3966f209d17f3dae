import { z } from 'zod'
import { endpoint } from '../../core/endpoint.ts'
import { downloadFile, uploadFile } from '../office/contract.ts'
import { fileHref } from './client.ts'

/** Brings a file: the browser gives the bytes and the name, the server adds the rest of the input. */
export const bringFile = endpoint({ ...uploadFile, input: z.strictObject({}) })

/** Hands a file the server has made to the browser's downloads. */
export function fetchFile(id: string, name: string): void {
  const link = document.createElement('a')
  link.href = fileHref(downloadFile, { id })
  link.download = name
  link.click()
}
