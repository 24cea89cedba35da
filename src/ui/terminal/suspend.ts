/** Gives the terminal back while `meanwhile` runs, and takes and redraws it after that. */
export type Lend = (meanwhile: () => Promise<void>) => Promise<unknown>;

/** So long a stop may take to arrive; where nothing can continue us, it never does. */
const ARRIVES = 50;

export interface Suspending {
  /** As Ctrl-Z does: the shell has the terminal until it continues the lab. */
  readonly suspend: () => void;
  readonly end: () => void;
}

/**
 * Stops and continues the lab as shells expect it, by its own key and by signals from outside. After
 * a stop that could not be seen coming (SIGSTOP), the terminal is taken and drawn anew.
 */
export function openSuspending(lend: Lend): Suspending {
  let state: 'here' | 'away' | 'returning' = 'here';
  // Ctrl-Z right after `fg`: its key is read while the way back has still a step to go.
  let wanted = false;

  const leave = (meanwhile: () => Promise<void>) => {
    if (state !== 'here') return;
    state = 'away';
    const andBack = async () => {
      await meanwhile();
      state = 'returning';
    };
    void lend(andBack).finally(() => {
      state = 'here';
      if (wanted) suspend();
    });
  };

  const suspend = () => {
    wanted = state === 'returning';
    leave(async () => {
      process.off('SIGTSTP', suspend);
      // To the whole group: the shell waits for npx too, where that started the lab.
      process.kill(0, 'SIGTSTP');
      await new Promise((resolve) => setTimeout(resolve, ARRIVES));
      process.on('SIGTSTP', suspend);
    });
  };
  const continued = () => leave(async () => {});

  if (process.platform === 'win32') return { suspend: () => {}, end: () => {} };
  process.on('SIGTSTP', suspend);
  process.on('SIGCONT', continued);
  return {
    suspend,
    end() {
      wanted = false;
      process.off('SIGTSTP', suspend);
      process.off('SIGCONT', continued);
    },
  };
}
