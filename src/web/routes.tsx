import {
  createRootRoute,
  createRoute,
  createRouter,
  lazyRouteComponent,
  Outlet,
  redirect,
} from '@tanstack/react-router';
import { Frame } from './frame/frame.tsx';
import { NotFound, RoomFailed } from './frame/states.tsx';
import { lastWorkspace } from './workspace.ts';

const sorts = ['relevance', 'id', '-id', 'name', '-name', 'lastContact', '-lastContact'] as const;
export type Sort = (typeof sorts)[number];

/** What the address of the directory says: the search, the order, the filters, and whether it is the bin. */
export interface DirectorySearch {
  q?: string;
  sort?: Sort;
  channel?: string;
  has?: string;
  bin?: boolean;
}

/** What the address of the desk says: which conversations are shown. */
export interface DeskSearch {
  channel?: string;
  client?: 'known' | 'unknown';
}

const text = (given: unknown) => (typeof given === 'string' || typeof given === 'number' ? String(given) : undefined);

const root = createRootRoute({ component: Outlet });

const start = createRoute({
  getParentRoute: () => root,
  path: '/',
  beforeLoad: () => {
    const slug = lastWorkspace();
    throw slug ? redirect({ to: '/w/$slug/conversations', params: { slug } }) : redirect({ to: '/sign-in' });
  },
});

const signIn = createRoute({
  getParentRoute: () => root,
  path: '/sign-in',
  validateSearch: (given): { next?: string } => ({ next: text(given.next) }),
  component: lazyRouteComponent(() => import('./sign-in/sign-in.tsx'), 'SignIn'),
});

const setUp = createRoute({
  getParentRoute: () => root,
  path: '/set-up',
  validateSearch: (given): { token?: string } => ({ token: text(given.token) }),
  component: lazyRouteComponent(() => import('./set-up/set-up.tsx'), 'SetUp'),
});

const workspace = createRoute({ getParentRoute: () => root, path: '/w/$slug', component: Frame });

const workspaceStart = createRoute({
  getParentRoute: () => workspace,
  path: '/',
  beforeLoad: ({ params }) => {
    throw redirect({ to: '/w/$slug/conversations', params });
  },
});

const directory = createRoute({
  getParentRoute: () => workspace,
  path: '/contacts',
  validateSearch: (given): DirectorySearch => ({
    q: text(given.q) || undefined,
    sort: sorts.find((sort) => sort === given.sort),
    channel: text(given.channel),
    has: text(given.has),
    bin: given.bin === true || undefined,
  }),
  component: lazyRouteComponent(() => import('./directory/directory.tsx'), 'Directory'),
});

const contact = createRoute({
  getParentRoute: () => workspace,
  path: '/contacts/$id',
  component: lazyRouteComponent(() => import('./contact/contact-page.tsx'), 'ContactPage'),
});

const deskSearch = (given: Record<string, unknown>): DeskSearch => ({
  channel: text(given.channel),
  client: given.client === 'known' || given.client === 'unknown' ? given.client : undefined,
});

const desk = createRoute({
  getParentRoute: () => workspace,
  path: '/conversations',
  validateSearch: deskSearch,
  component: lazyRouteComponent(() => import('./desk/desk.tsx'), 'Desk'),
});

const conversation = createRoute({
  getParentRoute: () => desk,
  path: '$id',
  component: () => null, // the desk reads the id: the list stays where it is
});

const settings = createRoute({
  getParentRoute: () => workspace,
  path: '/settings',
  component: lazyRouteComponent(() => import('./settings/settings.tsx'), 'Settings'),
});

export const router = createRouter({
  routeTree: root.addChildren([
    start,
    signIn,
    setUp,
    workspace.addChildren([workspaceStart, directory, contact, desk.addChildren([conversation]), settings]),
  ]),
  defaultPreload: 'intent',
  defaultNotFoundComponent: NotFound,
  defaultErrorComponent: RoomFailed,
});

declare module '@tanstack/react-router' {
  interface Register {
    router: typeof router;
  }
}
