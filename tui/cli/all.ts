import { calibrate } from './calibrate.js';
import { checkAgent } from './check-agent.js';
import { checkEnv } from './check-env.js';
import { claims } from './claims.js';
import { compare } from './compare.js';
import { dashboard } from './dashboard.js';
import { doctor } from './doctor.js';
import { evaluating } from './eval.js';
import { exporting } from './export.js';
import { gc } from './gc.js';
import { list } from './list.js';
import { map } from './map.js';
import { newFolder } from './new.js';
import type { Register } from './register.js';
import { replay } from './replay.js';
import { report } from './report.js';
import { resume } from './resume.js';
import { run } from './run.js';
import { runs } from './runs.js';
import { sweep } from './sweep.js';
import { watch } from './watch.js';
import { waves } from './waves.js';
import { worker } from './worker.js';

/** Every command, in the order of the help. */
export const commands: readonly Register[] = [
  run,
  compare,
  sweep,
  worker,
  runs,
  resume,
  dashboard,
  replay,
  exporting,
  evaluating,
  watch,
  report,
  gc,
  list,
  checkEnv,
  checkAgent,
  calibrate,
  claims,
  doctor,
  newFolder,
  waves,
  map,
];
