/**
 * What Taiwan calls otherwise than the dictionary says, or what the dictionary gets wrong. These come first, the longest before the
 * shorter; all else is left to the dictionary. A line is one field of words.
 */
const written = `
“ 「 ” 」 ‘ 『 ’ 』
信息 資訊 数据 資料 数据库 資料庫 用户 使用者 默认 預設 导入 匯入 导出 匯出 打印 列印 屏幕 螢幕 网络 網路
登录 登入 登录名 登入名稱 退出登录 登出 退出这台 登出這台 令牌 權杖 访问 存取 权限 權限 账 帳 账号 帳號 账户 帳戶 台账 台帳
文件 檔案 文件夹 資料夾 文件名 檔名 文本格式 文字格式 字节 位元組 代码 代碼 参数 參數 程序 程式 端口 連接埠 接口 介面
对象 對象 类型 類型 模板 範本 宏 巨集 工作簿 活頁簿 下划线 底線 只读 唯讀 导航 導覽 滚动 捲動 点击 點擊 回车 Enter鍵
保存 儲存 查看 檢視 搜索 搜尋 应用 套用 菜单 選單 按兜底 依預設值 阈值 門檻 校验 檢核 核验 驗證
列 欄 列出 列出 列为 列為 列表 清單 陈列 陳列 列号 欄號
发布 發布 发布会 發表會 新品发布 新品發表 公布 公布 分布 分布 颁布 頒布
采购 採購 采用 採用 采纳 採納 采集 採集 采取 採取 计划 計畫 规划 規劃 策划 策劃 统计划型 統計劃型
台 台 里 裡 公里 公里 里程 里程 阿里 阿里 周 週 周围 周圍 周岁 歲 季度 季 公历 國曆 按期窗口 如期區間
邮箱 信箱 电子邮箱 電子信箱 邮编 郵遞區號 手机号 手機號碼 手机号码 手機號碼 座机 市話 视频 視訊
质量 品質 水平 水準 渠道 管道 合同 合約 运营 營運 优化 優化 反馈 回饋 复购 回購 复盘 檢討 置信度 信賴水準 刷屏 洗版
支持 支持 不支持 不支援 技术支持 技術支援 售后支持 售後支援
审批 審核 岗位 職位 复核 覆核 批复 批覆 定制 客製 定制化 客製化 家具 家具
`

/** Simplified and Taiwan. */
export const taiwanWords: ReadonlyMap<string, string> = new Map(pairsOf(written.split(/\s+/).filter((word) => word !== '')))

function* pairsOf(words: readonly string[]): Generator<readonly [string, string]> {
  for (let i = 0; i + 1 < words.length; i += 2) yield [words[i] ?? '', words[i + 1] ?? '']
}
