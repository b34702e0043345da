// SPDX-License-Identifier: MIT
pragma solidity ^0.8.24;

/// Chainlink's AggregatorV3Interface. A price is a minute old until a test gives it a time of its own.
contract Feed {
    uint8 public immutable decimals;
    string public description;
    uint256 public constant version = 4;
    int256 private price;
    uint256 private pinnedAt;
    uint80 private round;

    constructor(string memory description_, int256 price_) {
        decimals = 8;
        description = description_;
        set(price_);
    }

    function set(int256 price_) public {
        setAt(price_, 0);
    }

    /// `at` 0 keeps the price fresh for ever.
    function setAt(int256 price_, uint256 at) public {
        price = price_;
        pinnedAt = at;
        round++;
    }

    function latestAnswer() external view returns (int256) {
        return price;
    }

    function latestRoundData() external view returns (uint80, int256, uint256, uint256, uint80) {
        uint256 at = pinnedAt == 0 ? block.timestamp - 60 : pinnedAt;
        return (round, price, at, at, round);
    }
}

/// The part of the OP stack's GasPriceOracle that a wallet asks: 1000 gwei per byte, easy to check by hand.
contract GasPriceOracle {
    function getL1Fee(bytes calldata data) external pure returns (uint256) {
        return data.length * 1000 gwei;
    }

    function isFjord() external pure returns (bool) {
        return true;
    }
}
