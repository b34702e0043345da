// SPDX-License-Identifier: MIT
pragma solidity ^0.8.24;

/// What a wallet meets besides good tokens. They have no constructors: their code is put where it is needed
/// (devnet.ts, etchBrokenTokens). Anybody may mint.
abstract contract Held {
    mapping(address => uint256) internal held;

    event Transfer(address indexed from, address indexed to, uint256 value);

    function mint(address to, uint256 value) external {
        held[to] += value;
        emit Transfer(address(0), to, value);
    }

    function balanceOf(address owner) external view virtual returns (uint256) {
        return held[owner];
    }

    function decimals() external pure virtual returns (uint8) {
        return 18;
    }

    function _move(address to, uint256 value) internal {
        require(held[msg.sender] >= value, "too little");
        held[msg.sender] -= value;
        held[to] += value;
        emit Transfer(msg.sender, to, value);
    }
}

/// Name and symbol as the oldest tokens give them, and nothing comes back from a transfer.
contract OldToken is Held {
    bytes32 public constant name = "Old Maker";
    bytes32 public constant symbol = "OLD";

    function transfer(address to, uint256 value) external {
        _move(to, value);
    }
}

/// Keeps three per cent of whatever is sent.
contract FeeToken is Held {
    string public constant name = "Taxed";
    string public constant symbol = "TAX";

    function transfer(address to, uint256 value) external returns (bool) {
        uint256 fee = value * 3 / 100;
        _move(to, value - fee);
        _move(address(0xdead), fee);
        return true;
    }
}

/// Says no without failing.
contract FalseToken is Held {
    string public constant name = "Says no";
    string public constant symbol = "NO";

    function transfer(address, uint256) external pure returns (bool) {
        return false;
    }
}

contract MuteToken is Held {
    string public constant name = "Mute";
    string public constant symbol = "MUTE";

    function balanceOf(address) external pure override returns (uint256) {
        revert("not today");
    }
}

/// Takes all gas that it is given.
contract GreedyToken is Held {
    string public constant name = "Greedy";
    string public constant symbol = "GRD";

    function balanceOf(address) external view override returns (uint256) {
        uint256 n;
        while (gasleft() > 0) n++;
        return n;
    }
}

contract HugeToken is Held {
    string public constant name = "Huge";
    string public constant symbol = "HUGE";

    function decimals() external pure override returns (uint8) {
        return 255;
    }
}

/// Everybody "holds" some of it, and nobody can send it on.
contract SpamToken {
    string public constant name = "Visit claim-usdc.example to claim 5000 USDC";
    string public constant symbol = "USDC";
    uint8 public constant decimals = 6;

    event Transfer(address indexed from, address indexed to, uint256 value);

    function balanceOf(address) external pure returns (uint256) {
        return 5_000_000_000;
    }

    function airdrop(address[] calldata to) external {
        for (uint256 i = 0; i < to.length; i++) emit Transfer(address(this), to[i], 5_000_000_000);
    }

    function transfer(address, uint256) external pure returns (bool) {
        revert("claim first");
    }
}
