import { Button } from '../components/Button.tsx'
import { Switch } from '../components/Choice.tsx'
import { Empty } from '../components/List.tsx'
import { SkeletonRows } from '../components/Skeleton.tsx'
import { AssetList } from '../portfolio/asset-list.tsx'
import { OfferNetworks } from '../portfolio/offer-networks.tsx'
import { setDisplay } from '../portfolio/privacy.tsx'
import { isKnown, usePortfolio } from '../portfolio/view.ts'
import { go } from '../router.ts'
import { api } from '../state.ts'

export function Assets() {
  const view = usePortfolio()
  const failed = view?.networks.some((network) => network.error !== null) === true
  if (!view || (!isKnown(view) && !failed)) return <SkeletonRows label="Loading assets" />
  if (!isKnown(view)) {
    return (
      <Empty action={{ label: 'Try again', run: () => void api('assets.refresh', null).catch(() => {}) }}>
        Balances could not be read. Your assets are safe: they are on the network, not in this list.
      </Empty>
    )
  }
  const valued = view.rows.some((row) => row.value !== null)
  return (
    <>
      <AssetList view={view} />
      <div className="asset-foot">
        {valued && (
          <div className="line spread asset-small">
            <span className="small">Hide small amounts</span>
            <Switch
              label="Hide small amounts"
              testId="hide-small"
              checked={view.display.hideSmall}
              onChange={(hideSmall) => setDisplay({ hideSmall })}
            />
          </div>
        )}
        <Button small kind="plain" icon="plus" testId="token-add" onClick={() => go('token')}>
          Add a token
        </Button>
        <OfferNetworks />
      </div>
    </>
  )
}
