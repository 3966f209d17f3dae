/** Words people build passwords from, in letters and pinyin; one of these with digits around it is guessed within seconds. */
export const commonWords: ReadonlySet<string> = new Set(
  `password passwd pass passwort passw letmein welcome iloveyou ilove love admin administrator root user guest test testing demo
  login master monkey dragon sunshine princess football baseball superman batman shadow michael jordan charlie thomas hello helloworld
  secret freedom whatever trustno computer internet server system manager office company default changeme abc abcd abcde abcdef abcabc
  aaa aaaa qq wechat weixin alipay taobao baidu alibaba tencent huawei xiaomi china zhongguo beijing shanghai guangzhou shenzhen
  hangzhou woaini woaiwo woaiwojia woaizhongguo aini wuai nihao nihaoma mima wodemima mimamima guanli guanliyuan huanying kehu
  laoban gongsi yonghu ceshi dengdeng xiaoming zhangsan lisi wangwu laopo laogong baobao baobei kuaile xingfu fafa facai gongxi
  gongxifacai shengri shengrikuaile xinnian xinniankuaile caonima tiantian mingtian zhangwei wangwei liwei wangfang kewei crm sales
  january february march april june july august september october november december spring summer autumn winter monday friday sunday`
    .split(/\s+/)
    .filter(Boolean),
)

/** Runs of keys and digits that fingers or habit produce; read backwards too. */
export const commonRuns: readonly string[] = [
  '01234567890123456789',
  'abcdefghijklmnopqrstuvwxyz',
  'qwertyuiop',
  'asdfghjkl',
  'zxcvbnm',
  '1qaz2wsx3edc4rfv5tgb6yhn7ujm',
  'qazwsxedcrfvtgbyhnujm',
  '1q2w3e4r5t6y7u8i9o0p',
  'q1w2e3r4t5y6',
  'a1b2c3d4e5f6',
  'a1s2d3f4g5h6',
  '147258369',
  '159357',
  '789456123',
  '123123123',
  '112233445566778899',
  '1314520',
  '5201314',
  '520520',
  '1314',
  '!@#$%^&*()',
]
