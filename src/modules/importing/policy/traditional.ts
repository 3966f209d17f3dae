const pairs = [
  ...'戶户編编號号碼码業业單单稱称來来購购貨货簡简別别統统會会稅税納纳識识證证務务記记營营執执說说説说類类質质種种體体屬属級级規规經经濟济員员數数職职註注冊册資资時时間间創创設设轄辖區区縣县詳详細细訊讯聯联繫系絡络辦办郵邮遞递網网總总機机電电話话傳传獲获觸触簽签約约訂订',
  ...'負负責责銷销歸归進进門门團团隊队結结條条賬账帳帐週周開开發发點点採采預预競竞爭争對对長长劃划維维護护訪访後后產产備备狀状態态崗岗關关鍵键決决鏈链動动曆历農农國国據据個个愛爱興兴買买淨净額额實实際际計计應应費费啟启啓启終终響响術术陽阳陰阴舊旧閏闰確确認认廢废無无萬万億亿',
]

const simple = new Map(pairs.flatMap((char, i) => (i % 2 === 0 ? [[char, pairs[i + 1] ?? char] as const] : [])))

/** Headers and words of a file in Traditional characters as we know them; the characters are those that ours need, and no others. */
export const simplifiedWords = (text: string): string => Array.from(text, (char) => simple.get(char) ?? char).join('')
