import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/** Recorded race data stands beside the project and is no part of it. */
const FOLDER = process.env.PITWALL_SAMPLES ?? fileURLToPath(new URL('../../../../../shared/data', import.meta.url));

/** For a test's options: why it is skipped, or false. */
export const NO_SAMPLES = existsSync(`${FOLDER}/spa-stint.jsonl`) ? false : `no recorded data at ${FOLDER}`;

export const sample = (name) => readFileSync(`${FOLDER}/${name}`, 'utf8');

/** The stint's telemetry, a text each. */
export const stint = () => sample('spa-stint.jsonl').trimEnd().split('\n');
