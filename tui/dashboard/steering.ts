import type { CommandDesk, TrialCommand } from '../../experiments/command-desk.js';
import type { Patch } from '../../experiments/event.js';
import { patchWords } from '../state.js';
import { counted } from '../words.js';
import { nameOf, type RunAt } from './run-reading.js';

/** What steering asks of what is around it. */
export interface SteeringOptions {
  /** Stops all runs at their next update. */
  readonly stop: () => void;
  readonly leave: () => void;
  readonly say: (text: string) => void;
  /** A run did not take a command. */
  readonly refused: (run: string, why: string) => void;
  /** One update of a run is lived by hand. */
  readonly stepped: (run: string) => void;
  /** Tells the log what was done. */
  readonly noted: (text: string) => void;
  /** The run in focus. */
  readonly run: () => RunAt | undefined;
  /** A stored run is told again: it takes no commands. */
  readonly told: () => boolean;
}

/** The wheel of what runs: pause, commands, stop, and whether it is over. */
export interface Steering {
  /** Commands reach the runs on the screen. */
  readonly steerable: () => boolean;
  readonly paused: () => boolean;
  readonly asking: () => boolean;
  readonly stopping: () => boolean;
  readonly over: () => boolean;
  /** Holds all runs at their next update, or lets them go on. */
  readonly pause: () => void;
  /** Lives one update of the run in focus while all are held. */
  readonly step: () => void;
  /** Sends a command to the run in focus, and says so. */
  readonly send: (command: TrialCommand, told: string) => void;
  /** Changes a schedule of the run in focus. */
  readonly patch: (patch: Patch) => void;
  /** Lets so many more workers take trials, or fewer. */
  readonly staff: (by: number) => void;
  /** Workers that take trials, and those there are; undefined where their number cannot be changed. */
  readonly crew: () => { readonly size: number; readonly most: number } | undefined;
  /** Leaves; asks while something runs. */
  readonly quit: () => void;
  /** Stops everything; leaves when it is stopping already. */
  readonly interrupt: () => void;
  /** Answers the question whether to leave. */
  readonly answer: (yes: boolean) => void;
  /** Takes over the commands of another comparison, which begins. */
  readonly begin: (desk: CommandDesk | undefined) => void;
  /** Nothing more will happen. */
  readonly finish: () => void;
}

/** The wheel of a comparison whose commands travel over `first`. */
export function steering(first: CommandDesk | undefined, options: SteeringOptions): Steering {
  const { say, leave, told } = options;
  let commands: CommandDesk | undefined;
  let [asking, stopping, over] = [false, false, false];

  function carry(next: CommandDesk | undefined): void {
    commands = next;
    commands?.refusals((run, why) => {
      options.refused(run, why);
      say(`${run}: not taken: ${why}`);
    });
  }

  const steerable = (): boolean => commands !== undefined && !over && !stopping && !told();

  function stop(): void {
    asking = false;
    commands?.pause(false);
    stopping = true;
    options.stop();
  }

  function send(command: TrialCommand, words: string): void {
    const of = options.run();
    if (!steerable() || of === undefined) say('there is no run that takes commands');
    else {
      const run = nameOf(of);
      const taken = commands?.send(run, command) === true;
      say(taken ? `${run}: ${words} at its next update` : `${run} is not at work: it takes no commands`);
    }
  }

  carry(first);
  return {
    steerable,
    paused: () => !over && commands?.paused() === true,
    asking: () => asking,
    stopping: () => stopping,
    over: () => over,
    pause() {
      if (!steerable()) say('nothing that goes on here can be paused');
      else commands?.pause(!commands.paused());
    },
    step() {
      const of = options.run();
      if (!steerable() || of === undefined) say('there is no run that takes commands');
      else if (commands?.paused() !== true) say('pause first: space');
      else if (!commands.send(nameOf(of), { kind: 'step' })) say(`${nameOf(of)} is not at work: it takes no commands`);
      else {
        options.stepped(nameOf(of));
        say(`${nameOf(of)} lives one update`);
      }
    },
    crew() {
      const { crew } = commands ?? {};
      return crew === undefined || crew.most() === 0 || !steerable()
        ? undefined
        : { size: crew.size(), most: crew.most() };
    },
    staff(by) {
      const { crew } = commands ?? {};
      if (crew === undefined || crew.most() === 0 || !steerable()) {
        say('nothing that goes on here has workers of its own');
        return;
      }
      const before = crew.size();
      crew.resize(before + by);
      const size = crew.size();
      if (size === before) say(by < 0 ? 'one worker has to be left' : `${counted(size, 'worker')}: all there are`);
      else {
        const words = `workers ${before} → ${size}`;
        options.noted(`you set ${words}`);
        say(size < before ? `${words}: runs at work end first` : words);
      }
    },
    send,
    patch: (one) => send({ kind: 'patch', patch: one }, patchWords(one)),
    quit() {
      if (over || stopping) leave();
      else if (asking) stop();
      else asking = true;
    },
    interrupt() {
      if (over || stopping) leave();
      else stop();
    },
    answer(yes) {
      if (yes) stop();
      else asking = false;
    },
    begin(next) {
      [over, stopping, asking] = [false, false, false];
      carry(next);
    },
    finish() {
      [over, asking] = [true, false];
    },
  };
}
