export * from './space.js';
export * from './env.js';
export * from './vector-env.js';
export * from './control/balance.js';
export * from './bandits/quadratic.js';
export * from './classic/cart-pole.js';
