import { joinTexts } from '../../../core/text.ts'
import type { ScreenRoute, Screens } from '../../../platform/web/screens.ts'
import { text } from '../text.ts'
import { permissionText } from './permission-text.ts'
import { screenText } from './text.ts'
import { tokenText } from './token-text.ts'

const doors: readonly ScreenRoute[] = [
  { path: '/sign-in', component: () => import('./SignIn.tsx').then((m) => m.SignIn), title: 'sign-in.title', bare: true },
  { path: '/password', component: () => import('./SetPassword.tsx').then((m) => m.SetPassword), title: 'password.title', bare: true },
]

const manage = 'organisation.manage'
const settings: readonly ScreenRoute[] = [
  { path: '/settings/people', component: () => import('./People.tsx').then((m) => m.People), title: 'people.title', permission: manage },
  {
    path: '/settings/people/new',
    component: () => import('./NewPerson.tsx').then((m) => m.NewPerson),
    title: 'people.add',
    permission: manage,
  },
  {
    path: '/settings/people/:id',
    component: () => import('./PersonPage.tsx').then((m) => m.PersonPage),
    title: 'people.title',
    permission: manage,
  },
  { path: '/settings/units', component: () => import('./Units.tsx').then((m) => m.Units), title: 'units.title', permission: manage },
  { path: '/settings/roles', component: () => import('./Roles.tsx').then((m) => m.Roles), title: 'roles.title', permission: manage },
  {
    path: '/settings/roles/new',
    component: () => import('./RolePage.tsx').then((m) => m.NewRole),
    title: 'roles.add',
    permission: 'roles.manage',
  },
  {
    path: '/settings/roles/:key',
    component: () => import('./RolePage.tsx').then((m) => m.RolePage),
    title: 'roles.title',
    permission: manage,
  },
  { path: '/settings/posts', component: () => import('./Posts.tsx').then((m) => m.Posts), title: 'posts.title', permission: 'signed-in' },
  {
    path: '/settings/tokens',
    component: () => import('./Tokens.tsx').then((m) => m.Tokens),
    title: 'tokens.title',
    permission: 'tokens.own',
  },
]

export const screens: Screens = {
  routes: [...doors, ...settings],
  menu: [],
  signIn: () => import('./SignIn.tsx').then((m) => m.SignInForm),
  shows: { person: ['people', 'posts'], unit: ['units'], role: ['roles'], post: ['posts'], deputy: ['posts', 'deputies'] },
  texts: joinTexts(text, permissionText, screenText, tokenText),
}
