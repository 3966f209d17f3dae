import {
  CarOutlined,
  FileTextOutlined,
  MailOutlined,
  MessageOutlined,
  PhoneOutlined,
  VideoCameraOutlined,
  WechatOutlined,
} from '@ant-design/icons'
import type { ReactNode } from 'react'
import type { Channel } from '../contract.ts'

export const channelIcon: Readonly<Record<Channel, ReactNode>> = {
  PHONE: <PhoneOutlined />,
  EMAIL: <MailOutlined />,
  VISIT: <CarOutlined />,
  IM: <WechatOutlined />,
  VIDEO: <VideoCameraOutlined />,
  SMS: <MessageOutlined />,
  NOTE: <FileTextOutlined />,
}
