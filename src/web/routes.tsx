import {
  createRootRoute,
  createRoute,
  createRouter,
  lazyRouteComponent,
  Outlet,
  redirect,
} from '@tanstack/react-router';
import { addressText, boardSearch, deskSearch, directorySearch, openSearch, reviewSearch } from './addresses.ts';
import { cardAhead, openAhead } from './desk/open-ahead.ts';
import { NotFound, RoomFailed } from './frame/states.tsx';
import { lastWorkspace } from './workspace.ts';

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
  validateSearch: (given): { next?: string } => ({ next: addressText(given.next) }),
  component: lazyRouteComponent(() => import('./sign-in/sign-in.tsx'), 'SignIn'),
});

const setUp = createRoute({
  getParentRoute: () => root,
  path: '/set-up',
  validateSearch: (given): { token?: string } => ({ token: addressText(given.token) }),
  component: lazyRouteComponent(() => import('./set-up/set-up.tsx'), 'SetUp'),
});

const choosePassword = createRoute({
  getParentRoute: () => root,
  path: '/set-password',
  validateSearch: (given): { token?: string; email?: string } => ({
    token: addressText(given.token),
    email: addressText(given.email),
  }),
  component: lazyRouteComponent(() => import('./sign-in/choose-password.tsx'), 'ChoosePassword'),
});

const workspace = createRoute({
  getParentRoute: () => root,
  path: '/w/$slug',
  component: lazyRouteComponent(() => import('./frame/frame.tsx'), 'Frame'),
});

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
  validateSearch: directorySearch,
  component: lazyRouteComponent(() => import('./directory/directory.tsx'), 'Directory'),
});

const contact = createRoute({
  getParentRoute: () => workspace,
  path: '/contacts/$id',
  component: lazyRouteComponent(() => import('./contact/contact-page.tsx'), 'ContactPage'),
  loader: ({ params }) => cardAhead(Number(params.id)), // also when a link to it is pointed at
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
  loader: ({ params }) => openAhead(params.id), // also when a link to it is pointed at or walked to
});

const visitors = createRoute({
  getParentRoute: () => workspace,
  path: '/visitors',
  component: lazyRouteComponent(() => import('./visitors/visitors.tsx'), 'Visitors'),
});

const board = createRoute({
  getParentRoute: () => workspace,
  path: '/board',
  validateSearch: boardSearch,
  component: lazyRouteComponent(() => import('./board/board.tsx'), 'Board'),
});

const review = createRoute({
  getParentRoute: () => workspace,
  path: '/review',
  validateSearch: reviewSearch,
  component: lazyRouteComponent(() => import('./review/review.tsx'), 'Review'),
});

const reviewedPair = createRoute({
  getParentRoute: () => review,
  path: '$a/$b',
  component: () => null, // the review reads the two ids: the queue stays where it is
});

const importContacts = createRoute({
  getParentRoute: () => workspace,
  path: '/import/$id',
  component: lazyRouteComponent(() => import('./imports/contacts/import-page.tsx'), 'ImportPage'),
});

const settings = createRoute({
  getParentRoute: () => workspace,
  path: '/settings',
  component: lazyRouteComponent(() => import('./settings/settings-room.tsx'), 'SettingsRoom'),
});

const ownScreen = lazyRouteComponent(() => import('./settings/screen-section.tsx'), 'ScreenSection');
const fields = () => import('./settings/fields/fields-section.tsx');

const settingsSections = [
  createRoute({ getParentRoute: () => settings, path: '/', component: ownScreen }),
  createRoute({ getParentRoute: () => settings, path: 'screen', component: ownScreen }),
  createRoute({
    getParentRoute: () => settings,
    path: 'keys',
    component: lazyRouteComponent(() => import('./settings/you/keys-section.tsx'), 'KeysSection'),
  }),
  createRoute({
    getParentRoute: () => settings,
    path: 'notices',
    component: lazyRouteComponent(() => import('./settings/you/notices-section.tsx'), 'NoticesSection'),
  }),
  createRoute({
    getParentRoute: () => settings,
    path: 'operators',
    validateSearch: openSearch,
    component: lazyRouteComponent(() => import('./settings/operators/operators-section.tsx'), 'OperatorsSection'),
  }),
  createRoute({
    getParentRoute: () => settings,
    path: 'channels',
    validateSearch: openSearch,
    component: lazyRouteComponent(() => import('./settings/channels/channels-section.tsx'), 'ChannelsSection'),
  }),
  createRoute({
    getParentRoute: () => settings,
    path: 'parameters',
    validateSearch: openSearch,
    component: lazyRouteComponent(fields, 'ParametersSection'),
  }),
  createRoute({
    getParentRoute: () => settings,
    path: 'attributes',
    validateSearch: openSearch,
    component: lazyRouteComponent(fields, 'AttributesSection'),
  }),
  createRoute({
    getParentRoute: () => settings,
    path: 'recognition',
    component: lazyRouteComponent(() => import('./settings/recognition/recognition-section.tsx'), 'RecognitionSection'),
  }),
  createRoute({
    getParentRoute: () => settings,
    path: 'retention',
    component: lazyRouteComponent(() => import('./settings/retention/retention-section.tsx'), 'RetentionSection'),
  }),
  createRoute({
    getParentRoute: () => settings,
    path: 'workspace',
    component: lazyRouteComponent(() => import('./settings/workspace/workspace-section.tsx'), 'WorkspaceSection'),
  }),
  createRoute({
    getParentRoute: () => settings,
    path: 'queues',
    validateSearch: openSearch,
    component: lazyRouteComponent(() => import('./settings/queues/queues-section.tsx'), 'QueuesSection'),
  }),
  createRoute({
    getParentRoute: () => settings,
    path: 'blocked',
    component: lazyRouteComponent(() => import('./settings/blocked/blocked-section.tsx'), 'BlockedSection'),
  }),
  createRoute({
    getParentRoute: () => settings,
    path: 'templates',
    validateSearch: openSearch,
    component: lazyRouteComponent(() => import('./settings/templates/templates-section.tsx'), 'TemplatesSection'),
  }),
  createRoute({
    getParentRoute: () => settings,
    path: 'tags',
    validateSearch: openSearch,
    component: lazyRouteComponent(() => import('./settings/tags/tags-section.tsx'), 'TagsSection'),
  }),
  createRoute({
    getParentRoute: () => settings,
    path: 'routing',
    validateSearch: openSearch,
    component: lazyRouteComponent(() => import('./settings/routing/routing-section.tsx'), 'RoutingSection'),
  }),
  createRoute({
    getParentRoute: () => settings,
    path: 'forms',
    validateSearch: openSearch,
    component: lazyRouteComponent(() => import('./settings/forms/forms-section.tsx'), 'FormsSection'),
  }),
] as const;

export const router = createRouter({
  routeTree: root.addChildren([
    start,
    signIn,
    setUp,
    choosePassword,
    workspace.addChildren([
      workspaceStart,
      directory,
      contact,
      desk.addChildren([conversation]),
      board,
      visitors,
      review.addChildren([reviewedPair]),
      importContacts,
      settings.addChildren(settingsSections),
    ]),
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
