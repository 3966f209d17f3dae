/** An entry of the vocabulary of needs and worries: a company adds its own and never removes one that is in use. */
export type NeedTag = { code: string; kind: 'PRODUCT' | 'SERVICE' | 'LATENT' | 'WORRY'; zh: string; en: string }

/** TAG-11 (until the product catalogue names its own categories), TAG-12, and the three lists of DQ-08. */
export const defaultNeedTags: readonly NeedTag[] = [
  { code: 'NEED_PRODUCT_A', kind: 'PRODUCT', zh: 'A 类产品', en: 'Products of class A' },
  { code: 'NEED_PRODUCT_B', kind: 'PRODUCT', zh: 'B 类产品', en: 'Products of class B' },
  { code: 'NEED_AFTER_SALES', kind: 'SERVICE', zh: '售后支持', en: 'After-sales support' },
  { code: 'NEED_CUSTOMISING', kind: 'SERVICE', zh: '定制化', en: 'Made to order' },
  { code: 'NEED_TRAINING', kind: 'SERVICE', zh: '技术培训', en: 'Technical training' },
  { code: 'NEED_FAST_DELIVERY', kind: 'SERVICE', zh: '加急交付', en: 'Fast delivery' },
  { code: 'NEED_EXCLUSIVE_RIGHTS', kind: 'SERVICE', zh: '专属权益', en: 'Privileges of their own' },
  { code: 'NEED_NEW_BUSINESS', kind: 'LATENT', zh: '新业务', en: 'New business' },
  { code: 'NEED_RESOURCES', kind: 'LATENT', zh: '资源对接', en: 'Introductions and resources' },
  { code: 'WORRY_SLOW_RESPONSE', kind: 'WORRY', zh: '响应慢', en: 'Slow response' },
  { code: 'WORRY_HALF_SOLVED', kind: 'WORRY', zh: '问题没解决透', en: 'Problems half solved' },
]
