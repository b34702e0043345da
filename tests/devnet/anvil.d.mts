export interface Anvil {
  port: number
  url: string
  stop(): Promise<void>
}

export function anvilBinary(): string
export function spawnAnvil(args: string[], options?: { port?: number }): Promise<Anvil>
