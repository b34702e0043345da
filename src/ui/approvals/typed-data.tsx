import type { TypedDataApproval } from '../../messaging/protocol.ts'
import { Changes } from './changes.tsx'
import { DetailList, Disclosure, Value } from './details.tsx'
import type { BodyProps, KindView } from './kind-view.ts'
import { ScrollBox } from './scroll-box.tsx'

/** More fields than anybody takes in at a glance: these are read to their end. */
const LONG = 40
const DEEPEST = 6

function TypedData({ approval, onEnd }: BodyProps<TypedDataApproval>) {
  return (
    <>
      <Changes changes={approval.changes} rights={approval.rights} looked={approval.looked} />
      {approval.rights.some(({ amount }) => amount !== '0') && (
        <p className="tiny quiet">
          The amount cannot be changed here: the site’s own check of the signature would fail.
        </p>
      )}
      {approval.tree.length === 0 && <p className="quiet">Nothing but what it is for is signed.</p>}
      {isTold(approval) ? (
        <div className="ap-disclosures ap-disclosures-above">
          <Disclosure title="The data that is signed" testId="approval-data">
            <Data approval={approval} onEnd={onEnd} />
          </Disclosure>
        </div>
      ) : (
        <Data approval={approval} onEnd={onEnd} />
      )}
    </>
  )
}

/** The sentences say it, nothing is wrong with it, and it is short: its fields are for whoever asks for them. */
const isTold = ({ summary, warnings, tree }: TypedDataApproval): boolean =>
  summary.length > 1 && tree.length <= LONG && warnings.every(({ severity }) => severity === 'info')

function Data({ approval, onEnd }: Pick<BodyProps<TypedDataApproval>, 'approval' | 'onEnd'>) {
  return (
    <div className="ap-data">
      <div hidden={approval.tree.length === 0}>
        <h2 className="ap-label">
          The data,{' '}
          {approval.version === 1 ? 'line by line' : <span className="mono">{approval.primaryType}</span>}
        </h2>
        <ScrollBox key={approval.digest} label="The data" onEnd={onEnd}>
          <ul className="ap-tree">
            {approval.tree.map((node, index) => (
              <li
                // biome-ignore lint/suspicious/noArrayIndexKey: the tree of one approval does not move.
                key={index}
                className={`ap-node ap-depth-${Math.min(node.depth, DEEPEST)}`}
              >
                <span className="ap-node-name" title={node.type}>
                  {node.name}
                </span>
                {node.value === null ? (
                  <span className="quiet small mono">{node.type}</span>
                ) : (
                  <Value value={node.value} mono />
                )}
              </li>
            ))}
          </ul>
        </ScrollBox>
      </div>
      {approval.domain.length > 0 && (
        <div>
          <h2 className="ap-label">For</h2>
          <DetailList rows={approval.domain} />
        </div>
      )}
    </div>
  )
}

export const typedData: KindView<TypedDataApproval> = {
  verb: 'Sign',
  busy: 'Signing…',
  Body: TypedData,
  warnsFirst: true,
  start: () => ({}),
  gated: (approval) => approval.tree.length > LONG,
}
