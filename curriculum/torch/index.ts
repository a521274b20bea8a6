export * from './cosine.js';
export * from './cyclic.js';
export * from './one-cycle.js';
export * from './factors.js';
export * from './combine.js';
