/** What is shown in place of a page while the server cannot be reached. It needs nothing from outside, and changes nothing that is kept on the device. */
const style = `:root{color-scheme:light dark}body{margin:0;display:grid;place-items:center;min-height:100vh;background:#f6f7f9;color:#171d27;font:14px/22px -apple-system,"Segoe UI","PingFang SC","Microsoft YaHei",sans-serif}
main{max-width:380px;padding:24px;text-align:center;text-wrap:balance}h1{margin:16px 0 8px;font-size:20px;line-height:28px}p{margin:0 0 8px;color:#4f5866}small{display:block;color:#666f7d;line-height:18px}
a{display:inline-block;margin:16px 0;padding:8px 20px;border-radius:6px;background:#3450c2;color:#fff;text-decoration:none}
@media(prefers-color-scheme:dark){body{background:#0e1116;color:#e7eaef}p{color:#aeb7c4}small{color:#8f99a8}a{background:#4c66da}}`

const mark =
  '<svg width="48" height="48" viewBox="0 0 24 24" aria-hidden="true"><rect width="24" height="24" rx="6" fill="#3450C2"/><path d="M12 4.6 19.4 12 12 19.4 4.6 12Z" fill="none" stroke="#fff" stroke-width="1.8"/><path d="M12 9 15 12 12 15 9 12Z" fill="#fff"/></svg>'

/** The address stays what was asked for, so that the link tries the same page again. */
export const offlinePage = `<!doctype html><html lang="zh-CN"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1"><title>没有网络 · 客维</title><style>${style}</style></head>
<body><main>${mark}<h1>现在连不上客维</h1><p>请检查网络。填了没保存的草稿还在，连上后可以接着填。</p><a href="">再试一次</a><small lang="en">Kewei cannot be reached. Drafts are kept on this device; try again when you are online.</small></main></body></html>`
