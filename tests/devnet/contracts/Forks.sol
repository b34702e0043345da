// SPDX-License-Identifier: MIT
pragma solidity ^0.8.24;

interface Moved {
    function transfer(address to, uint256 value) external returns (bool);
    function transferFrom(address from, address to, uint256 value) external returns (bool);
    function balanceOf(address) external view returns (uint256);
}

interface Wrapped is Moved {
    function deposit() external payable;
    function withdraw(uint256 value) external;
}

interface Pool3 {
    function mint(address to, int24 lower, int24 upper, uint128 amount, bytes calldata data)
        external
        returns (uint256, uint256);
}

/// Deploys pools of PancakeSwap v3, whose own deployer is published nowhere, and fills them.
contract PoolDeployer {
    struct Parameters {
        address factory;
        address token0;
        address token1;
        uint24 fee;
        int24 tickSpacing;
    }

    address private immutable creation;
    Parameters public parameters;

    /// @param creation_ whose code is what makes a pool
    constructor(address creation_) {
        creation = creation_;
    }

    function deploy(address factory, address token0, address token1, uint24 fee, int24 tickSpacing)
        external
        returns (address pool)
    {
        parameters = Parameters(factory, token0, token1, fee, tickSpacing);
        bytes memory code = creation.code;
        bytes32 salt = keccak256(abi.encode(token0, token1, fee));
        assembly {
            pool := create2(0, add(code, 32), mload(code), salt)
        }
        require(pool != address(0), "not deployed");
    }

    function fill(address pool, Moved token0, Moved token1, int24 edge, uint128 amount) external {
        Pool3(pool).mint(address(this), -edge, edge, amount, abi.encode(msg.sender, token0, token1));
    }

    function pancakeV3MintCallback(uint256 amount0, uint256 amount1, bytes calldata data) external {
        (address from, Moved token0, Moved token1) = abi.decode(data, (address, Moved, Moved));
        token0.transferFrom(from, msg.sender, amount0);
        token1.transferFrom(from, msg.sender, amount1);
    }
}

/**
 * An exchange that is called as Velodrome's and Aerodrome's routers are, with their two curves: xy for tokens that move
 * apart, x³y + xy³ for those of one worth. Theirs are published nowhere; all tokens here have 18 decimals.
 */
contract TwoCurves {
    struct Hop {
        address from;
        address to;
        bool stable;
        address factory;
    }

    address public immutable factory;
    Wrapped private immutable coin;
    mapping(bytes32 => mapping(address => uint256)) private reserves;

    constructor(address factory_, address coin_) {
        factory = factory_;
        coin = Wrapped(coin_);
    }

    receive() external payable {}

    modifier until(uint256 deadline) {
        require(block.timestamp <= deadline, "Expired");
        _;
    }

    function fill(Moved a, Moved b, bool stable, uint256 x, uint256 y) external {
        a.transferFrom(msg.sender, address(this), x);
        b.transferFrom(msg.sender, address(this), y);
        bytes32 pool = key(Hop(address(a), address(b), stable, factory));
        reserves[pool][address(a)] += x;
        reserves[pool][address(b)] += y;
    }

    function getAmountsOut(uint256 amount, Hop[] memory hops) public view returns (uint256[] memory amounts) {
        amounts = new uint256[](hops.length + 1);
        amounts[0] = amount;
        for (uint256 i = 0; i < hops.length; i++) amounts[i + 1] = out(amounts[i], hops[i]);
    }

    function swapExactTokensForTokensSupportingFeeOnTransferTokens(
        uint256 amount, uint256 least, Hop[] calldata hops, address to, uint256 deadline
    ) external until(deadline) {
        pull(hops[0].from, amount);
        Moved(hops[hops.length - 1].to).transfer(to, run(amount, least, hops));
    }

    function swapExactETHForTokensSupportingFeeOnTransferTokens(
        uint256 least, Hop[] calldata hops, address to, uint256 deadline
    ) external payable until(deadline) {
        require(hops[0].from == address(coin), "InvalidPath");
        coin.deposit{value: msg.value}();
        Moved(hops[hops.length - 1].to).transfer(to, run(msg.value, least, hops));
    }

    function swapExactTokensForETHSupportingFeeOnTransferTokens(
        uint256 amount, uint256 least, Hop[] calldata hops, address to, uint256 deadline
    ) external until(deadline) {
        require(hops[hops.length - 1].to == address(coin), "InvalidPath");
        pull(hops[0].from, amount);
        uint256 got = run(amount, least, hops);
        coin.withdraw(got);
        (bool sent,) = to.call{value: got}("");
        require(sent, "ETHTransferFailed");
    }

    function pull(address token, uint256 amount) private {
        Moved(token).transferFrom(msg.sender, address(this), amount);
    }

    function run(uint256 amount, uint256 least, Hop[] calldata hops) private returns (uint256) {
        for (uint256 i = 0; i < hops.length; i++) {
            uint256 got = out(amount, hops[i]);
            mapping(address => uint256) storage pool = reserves[key(hops[i])];
            pool[hops[i].from] += amount;
            pool[hops[i].to] -= got;
            amount = got;
        }
        require(amount >= least, "InsufficientOutputAmount");
        return amount;
    }

    function key(Hop memory hop) private view returns (bytes32) {
        require(hop.factory == factory, "PoolDoesNotExist");
        (address a, address b) = hop.from < hop.to ? (hop.from, hop.to) : (hop.to, hop.from);
        return keccak256(abi.encode(a, b, hop.stable));
    }

    function out(uint256 amount, Hop memory hop) private view returns (uint256) {
        mapping(address => uint256) storage pool = reserves[key(hop)];
        (uint256 x, uint256 y) = (pool[hop.from], pool[hop.to]);
        require(x > 0, "PoolDoesNotExist");
        uint256 kept = amount - amount * (hop.stable ? 5 : 30) / 10_000;
        if (!hop.stable) return kept * y / (x + kept);
        return y - other(x + kept, curve(x, y), y) - 1;
    }

    function curve(uint256 x, uint256 y) private pure returns (uint256) {
        return x * y / 1e18 * ((x * x + y * y) / 1e18) / 1e18;
    }

    /// Newton's way to the y of a curve.
    function other(uint256 x, uint256 k, uint256 y) private pure returns (uint256) {
        for (uint256 i = 0; i < 255; i++) {
            uint256 slope = 3 * x * (y * y / 1e18) / 1e18 + x * x / 1e18 * x / 1e18;
            uint256 now_ = curve(x, y);
            if (now_ < k) {
                uint256 step = (k - now_) * 1e18 / slope;
                if (step == 0) return y + 1;
                y += step;
            } else {
                uint256 step = (now_ - k) * 1e18 / slope;
                if (step == 0) return y;
                y -= step;
            }
        }
        return y;
    }
}
