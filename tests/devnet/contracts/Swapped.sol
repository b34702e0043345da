// SPDX-License-Identifier: MIT
pragma solidity ^0.8.24;

import "./Tokens.sol";

/// A token on no list, as somebody may add it by its address.
contract PlainToken is StandardToken {
    constructor() TokenBase("Acorn", "ACORN", 18) {}
}

/// Keeps three per cent of whatever is moved, by whomever.
contract TaxedToken is TokenBase {
    constructor() TokenBase("Tollgate", "TOLL", 18) {}

    function approve(address spender, uint256 value) external returns (bool) {
        _approve(msg.sender, spender, value);
        return true;
    }

    function transfer(address to, uint256 value) external returns (bool) {
        _take(msg.sender, to, value);
        return true;
    }

    function transferFrom(address from, address to, uint256 value) external returns (bool) {
        _spend(from, msg.sender, value);
        _take(from, to, value);
        return true;
    }

    function _take(address from, address to, uint256 value) private {
        uint256 fee = value * 3 / 100;
        _transfer(from, to, value - fee);
        _transfer(from, address(0xdead), fee);
    }
}
