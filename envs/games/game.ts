/** Which of the two players. */
export type Player = 0 | 1;

/** A game of two players with their own parameters; each descends its own loss. */
export interface Game {
  /** Name of the game. */
  readonly id: string;
  /** One sentence: what it shows. */
  readonly about: string;
  /** Numbers of each player's parameters. */
  readonly sizes: readonly [number, number];
  /** Where both players usually begin. */
  readonly start: readonly [readonly number[], readonly number[]];
  /** A player's loss when player 0 plays x and player 1 plays y. */
  loss(player: Player, x: ArrayLike<number>, y: ArrayLike<number>): number;
  /** Writes the gradient of a player's loss in its own parameters to `out` (`sizes[player]` numbers). */
  gradient(player: Player, x: ArrayLike<number>, y: ArrayLike<number>, out: Float64Array): void;
}
