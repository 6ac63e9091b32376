import { AsyncLocalStorage } from 'node:async_hooks';
import { type BetterAuthOptions, betterAuth } from 'better-auth';
import { twoFactor } from 'better-auth/plugins';

/** What the sign-in needs to know. */
export interface AuthSettings {
  /** A pool of connections whose search_path is `vizitka_auth`. */
  pool: NonNullable<BetterAuthOptions['database']>;
  /** Signs cookies and encrypts the second factors' secrets. */
  secret: string;
  /** The address that people use, for example https://desk.example.com; null: whatever host the request names. */
  origin: string | null;
  /** Hears of what went wrong, in words without secrets. */
  onError?: (message: string) => void;
}

export type Auth = ReturnType<typeof openAuth>;

/** Who asked for the token with which a password is chosen hears it: password-link.ts. Nobody asks for one from outside. */
export const heardTokens = new AsyncLocalStorage<(token: string) => void>();

/** Our own header with the client's address, written from the socket by the door (never taken from the client). */
export const clientAddressHeader = 'x-vizitka-client-address';

/**
 * The operators' sign-in: password and one-time codes (TOTP), sessions in cookies. Users are made by the server alone
 * (users.ts), never by signing up. Tables: db/migrations/0002_sign_in.sql.
 */
export function openAuth({ pool, secret, origin, onError }: AuthSettings) {
  const options = {
    appName: 'Vizitka',
    basePath: '/api/auth',
    ...(origin && { baseURL: origin }),
    secret,
    database: pool,
    emailAndPassword: {
      enabled: true,
      disableSignUp: true,
      minPasswordLength: 10,
      maxPasswordLength: 128,
      resetPasswordTokenExpiresIn: 7 * 24 * 3600,
      sendResetPassword: async ({ token }) => heardTokens.getStore()?.(token),
    },
    session: { expiresIn: 14 * 24 * 3600, updateAge: 24 * 3600 },
    trustedOrigins: (request) => (origin ? [origin] : originsOf(request)),
    plugins: [twoFactor({ issuer: 'Vizitka' })],
    disabledPaths,
    rateLimit: { enabled: true, storage: 'memory', window: 60, max: 300, customRules },
    telemetry: { enabled: false },
    logger: { level: 'error', log: (_level, message) => onError?.(message) },
    onAPIError: { throw: false, errorURL: '/sign-in' },
    advanced: {
      cookiePrefix: 'vizitka',
      useSecureCookies: origin?.startsWith('https:') ?? false,
      defaultCookieAttributes: { httpOnly: true, sameSite: 'lax', path: '/' },
      ipAddress: { ipAddressHeaders: [clientAddressHeader] },
      database: { generateId: 'uuid' },
    },
  } satisfies BetterAuthOptions;
  return betterAuth(options);
}

/** What Vizitka does not offer, or does by itself: nobody signs up, links foreign accounts, or leaves by themselves. */
const disabledPaths = [
  '/sign-up/email',
  '/sign-in/social',
  '/callback/:id',
  '/link-social',
  '/unlink-account',
  '/account-info',
  '/get-access-token',
  '/refresh-token',
  '/change-email',
  '/delete-user',
  '/delete-user/callback',
  '/request-password-reset',
  '/reset-password/:token',
  '/send-verification-email',
  '/verify-email',
  '/update-user',
  '/update-session',
  '/two-factor/send-otp',
  '/two-factor/verify-otp',
  '/error',
  '/ok',
];

/**
 * Per client address; sign-in-limit.ts counts failures per address and person, so that many people behind one address
 * (an office, a proxy) are not locked out by one who mistypes. Seconds and requests.
 */
const customRules = {
  '/sign-in/email': { window: 60, max: 120 },
  '/two-factor/*': { window: 60, max: 60 },
  '/reset-password': { window: 60, max: 30 },
  '/get-session': false as const,
};

// With no address configured, the one that the browser names; https as well, for a proxy in front that speaks it.
function originsOf(request: Request | undefined): string[] {
  const host = request?.headers.get('host');
  return host ? [`http://${host}`, `https://${host}`] : [];
}
