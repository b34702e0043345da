/**
 * Holds what arrives before the background stands, and hands it over in order of arrival once it does; or says, for
 * each message, why it never will.
 */
type Connection = { receive(message: unknown): void; closed(): void }

export function whenBuilt<A, C extends Connection>(
  built: Promise<A>,
  connect: (all: A) => C,
  fail: (message: unknown, error: unknown) => void,
): Connection {
  let connection: C | null = null
  let failure: unknown
  const connected = built.then(
    (all) => {
      connection = connect(all)
    },
    (error) => {
      failure = error
    },
  )
  const use = (run: (one: C) => void, otherwise: () => void) => {
    if (connection !== null) run(connection)
    else
      void connected.then(() => {
        if (connection === null) otherwise()
        else run(connection)
      })
  }
  return {
    receive: (message: unknown) =>
      use(
        (one) => one.receive(message),
        () => fail(message, failure),
      ),
    closed: () =>
      use(
        (one) => one.closed(),
        () => undefined,
      ),
  }
}
