import { Cascader } from 'antd'
import { useMemo } from 'react'
import { industriesBelow, industryAbove } from '../../../core/industries.ts'
import { type Industry, sections } from '../../../core/industry-sections.ts'
import { provinces, type Region } from '../../../core/provinces.ts'
import { citiesOf, districtsOf } from '../../../core/regions.ts'
import type { InputProps } from '../../../ui/form/inputs.tsx'
import { useSay } from '../../../ui/say.tsx'

type Option = { value: string; label: string; children?: Option[]; disabled?: boolean }

const industryOption = (one: Industry): Option => {
  const children = industriesBelow(one.code).map(industryOption)
  return { value: one.code, label: `${one.code} ${one.name}`, ...(children.length > 0 ? { children } : {}) }
}

/** From the section down to a code: `C`, `34`, `342`. */
function industryPath(code: string): string[] {
  const above = industryAbove(code)
  return above === null ? [code] : [...industryPath(above), code]
}

type PickerProps = { id: string; invalid?: boolean; onBlur?: () => void }

/** GB/T 4754: by section and division, or by typing a word; at least a division is stored. */
export function IndustryPicker({ id, value, onChange, onBlur, invalid }: PickerProps & Pick<InputProps, 'value' | 'onChange'>) {
  const say = useSay()
  const options = useMemo(() => sections().map(industryOption), [])
  return (
    <Cascader
      id={id}
      className="k-wide"
      options={options}
      value={typeof value === 'string' && value !== '' ? industryPath(value) : []}
      changeOnSelect
      showSearch={{ limit: 40 }}
      placeholder={say('customers.pick-industry')}
      displayRender={(labels) => labels.at(-1)}
      {...(invalid ? { status: 'error' as const } : {})}
      {...(onBlur ? { onBlur } : {})}
      onChange={(path) => {
        const code = path?.at(-1)
        // A section alone says too little to be stored.
        onChange(code === undefined ? null : /^\d/.test(String(code)) ? String(code) : null)
      }}
    />
  )
}

const place = ({ code, short }: Region, children: Option[] = []): Option => ({
  value: code,
  label: short,
  ...(children.length > 0 ? { children } : {}),
})

export type Place = { provinceCode: string | null; cityCode: string | null; district: string | null }

/** Province, city and district in one go; any part may be left open. */
export function PlacePicker({ id, value, onChange, onBlur }: PickerProps & { value: Place; onChange: (place: Place) => void }) {
  const say = useSay()
  const options = useMemo(
    () =>
      provinces().map((p) =>
        place(
          p,
          citiesOf(p.code).map((c) =>
            place(
              c,
              districtsOf(c.code).map((d) => ({ value: d.name, label: d.name })),
            ),
          ),
        ),
      ),
    [],
  )
  return (
    <Cascader
      id={id}
      className="k-wide"
      options={options}
      value={[value.provinceCode, value.cityCode, value.district].filter((v) => v !== null)}
      changeOnSelect
      showSearch={{ limit: 40 }}
      placeholder={say('customers.pick-place')}
      displayRender={(labels) => labels.filter((l, i) => l !== labels[i - 1]).join(' ')}
      {...(onBlur ? { onBlur } : {})}
      onChange={(path) => {
        const [provinceCode = null, cityCode = null, district = null] = (path ?? []).map(String)
        onChange({ provinceCode, cityCode, district })
      }}
    />
  )
}
