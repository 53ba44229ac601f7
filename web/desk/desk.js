// The one page of the desk: finds out who is signed in, draws the frame, and shows the page of this address.
import { Refusal, get } from './api.js';
import { fill } from './dom.js';
import { problem } from './parts.js';
import { frame } from './shell.js';

const pages = {
  '/': 'front', '/sign-in': 'sign-in', '/work': 'work', '/journey': 'journey', '/search': 'search', '/scan': 'scan', '/post': 'post',
  '/stock': 'stock', '/quarantine': 'quarantine', '/waiting-list': 'waiting-list', '/slots': 'slots', '/bookings': 'bookings',
  '/practice': 'practice', '/breaches': 'breaches', '/charts': 'charts', '/help': 'help', '/texts': 'texts', '/letters': 'letters',
};

async function signedIn() {
  try {
    return await get('/api/session');
  } catch (refusal) {
    if (refusal instanceof Refusal && refusal.status === 401) {
      return null;
    }

    throw refusal;
  }
}

// Where the platform signs people in there is no sign-in page of our own.
async function toSignIn() {
  try {
    await get('/api/sign-in');
    location.replace('/sign-in');
  } catch {
    location.replace(`/.auth/login/aad?post_login_redirect_uri=${encodeURIComponent(location.pathname)}`);
  }
}

async function start() {
  const main = document.getElementById('main');
  const name = pages[location.pathname] ?? 'front';
  const module = import(`./pages/${name}.js`);
  try {
    if (name === 'sign-in') {
      frame(null);
      await (await module).show(main);
      return;
    }

    const session = await signedIn();
    if (session === null) {
      await toSignIn();
      return;
    }

    frame(session);
    await (await module).show(main, session, new URLSearchParams(location.search));
  } catch (refusal) {
    if (!(refusal instanceof Refusal)) {
      throw refusal;
    }

    if (refusal.status === 401) {
      await toSignIn();
      return;
    }

    fill(main, problem(refusal));
    document.title = `${refusal.title} – FitPipeline`;
  }
}

await start();
performance.mark('desk-drawn');
document.documentElement.dataset.ready = 'true';
