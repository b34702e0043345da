// SPDX-License-Identifier: MIT
pragma solidity ^0.8.24;

import {ERC20} from "@openzeppelin/contracts/token/ERC20/ERC20.sol";
import {ERC1155} from "@openzeppelin/contracts/token/ERC1155/ERC1155.sol";
import {ERC4626} from "@openzeppelin/contracts/token/ERC20/extensions/ERC4626.sol";
import {ERC721Enumerable, ERC721} from "@openzeppelin/contracts/token/ERC721/extensions/ERC721Enumerable.sol";
import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {Strings} from "@openzeppelin/contracts/utils/Strings.sol";

contract Vault is ERC4626 {
    constructor(IERC20 asset_, string memory name_, string memory symbol_) ERC20(name_, symbol_) ERC4626(asset_) {}
}

/// Its metadata and its picture are data URIs: nothing has to be fetched to show it.
contract Collectible is ERC721Enumerable {
    constructor() ERC721("Candor Test Collectible", "CTC") {}

    function mint(address to) external returns (uint256 id) {
        id = totalSupply() + 1;
        _mint(to, id);
    }

    function tokenURI(uint256 id) public view override returns (string memory) {
        _requireOwned(id);
        string memory number = Strings.toString(id);
        string memory image = string.concat(
            "data:image/svg+xml;utf8,<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 100 100'>",
            "<rect width='100' height='100' fill='teal'/><text x='50' y='60' text-anchor='middle' fill='white'>",
            number,
            "</text></svg>"
        );
        return string.concat("data:application/json;utf8,{\"name\":\"Collectible #", number, "\",\"image\":\"", image, "\"}");
    }
}

contract Items is ERC1155("data:application/json;utf8,{\"name\":\"Test item\"}") {
    function mint(address to, uint256 id, uint256 amount) external {
        _mint(to, id, amount, "");
    }
}

/// stETH's shape: balances are shares of the ether that it holds, and grow with every reward.
contract StakedEther {
    string public constant name = "Liquid staked Ether 2.0";
    string public constant symbol = "stETH";
    uint8 public constant decimals = 18;
    uint256 public totalShares;
    mapping(address => uint256) public sharesOf;
    mapping(address => mapping(address => uint256)) public allowance;

    event Transfer(address indexed from, address indexed to, uint256 value);
    event Approval(address indexed owner, address indexed spender, uint256 value);
    event Submitted(address indexed sender, uint256 amount, address referral);

    receive() external payable {
        submit(address(0));
    }

    function submit(address referral) public payable returns (uint256 shares) {
        require(msg.value > 0, "ZERO_DEPOSIT");
        uint256 pooled = address(this).balance - msg.value;
        shares = pooled == 0 ? msg.value : msg.value * totalShares / pooled;
        totalShares += shares;
        sharesOf[msg.sender] += shares;
        emit Submitted(msg.sender, msg.value, referral);
        emit Transfer(address(0), msg.sender, msg.value);
    }

    function reward() external payable {}

    function totalSupply() external view returns (uint256) {
        return address(this).balance;
    }

    function getPooledEthByShares(uint256 shares) public view returns (uint256) {
        return totalShares == 0 ? 0 : shares * address(this).balance / totalShares;
    }

    function getSharesByPooledEth(uint256 value) public view returns (uint256) {
        return address(this).balance == 0 ? 0 : value * totalShares / address(this).balance;
    }

    function balanceOf(address account) external view returns (uint256) {
        return getPooledEthByShares(sharesOf[account]);
    }

    function approve(address spender, uint256 value) external returns (bool) {
        allowance[msg.sender][spender] = value;
        emit Approval(msg.sender, spender, value);
        return true;
    }

    function transfer(address to, uint256 value) external returns (bool) {
        return _move(msg.sender, to, value);
    }

    function transferFrom(address from, address to, uint256 value) external returns (bool) {
        if (allowance[from][msg.sender] != type(uint256).max) allowance[from][msg.sender] -= value;
        return _move(from, to, value);
    }

    function _move(address from, address to, uint256 value) private returns (bool) {
        uint256 shares = getSharesByPooledEth(value);
        sharesOf[from] -= shares;
        sharesOf[to] += shares;
        emit Transfer(from, to, value);
        return true;
    }
}
