import type { AddNetworkApproval, Detail } from '../../messaging/protocol.ts'
import { hostOf } from '../format.ts'
import { DetailList } from './details.tsx'
import type { BodyProps, KindView } from './kind-view.ts'

function AddNetwork({ approval: { network } }: BodyProps<AddNetworkApproval>) {
  const rows: Detail[] = [
    { label: 'Name', value: network.name },
    { label: 'Chain id', value: String(network.chainId) },
    { label: 'Coin', value: network.symbol },
    { label: 'Endpoint', value: hostOf(network.endpoint), mono: true },
    {
      label: 'Explorer',
      value: network.explorer ? hostOf(network.explorer) : 'None',
      mono: network.explorer !== null,
    },
  ]
  return (
    <>
      <DetailList rows={rows} />
      <p className="ap-means">
        Whoever runs this endpoint sees your addresses and your internet address while you use the network,
        and decides what the wallet shows you of it.
      </p>
    </>
  )
}

export const addNetwork: KindView<AddNetworkApproval> = {
  verb: 'Add',
  busy: 'Adding…',
  Body: AddNetwork,
  start: () => ({}),
}
