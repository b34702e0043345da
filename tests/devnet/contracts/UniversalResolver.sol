// SPDX-License-Identifier: MIT
pragma solidity ^0.8.24;

interface Registry {
    function resolver(bytes32 node) external view returns (address);
}

/// What a client asks of ENS' universal resolver, for names that are wholly on chain (no EIP-3668 lookups).
contract UniversalResolver {
    error ResolverNotFound(bytes name);
    error ResolverNotContract(bytes name, address resolver);
    error UnsupportedResolverProfile(bytes4 selector);
    error ResolverError(bytes errorData);
    error ReverseAddressMismatch(string primary, bytes primaryAddress);
    error EmptyAddress();

    bytes4 private constant NAME = 0x691f3431;
    bytes4 private constant ADDR = 0xf1cb7e06;
    Registry public immutable registry;

    constructor(Registry registry_) {
        registry = registry_;
    }

    function resolve(bytes calldata name, bytes calldata data) public view returns (bytes memory, address) {
        (address resolver,, uint256 offset) = findResolver(name);
        if (resolver == address(0) || offset != 0) revert ResolverNotFound(name);
        if (resolver.code.length == 0) revert ResolverNotContract(name, resolver);
        (bool ok, bytes memory answer) = resolver.staticcall(data);
        if (ok) return (answer, resolver);
        if (answer.length == 0) revert UnsupportedResolverProfile(bytes4(data[:4]));
        revert ResolverError(answer);
    }

    function resolveWithGateways(bytes calldata name, bytes calldata data, string[] calldata)
        external
        view
        returns (bytes memory, address)
    {
        return resolve(name, data);
    }

    function reverse(bytes calldata addr, uint256 coinType)
        public
        view
        returns (string memory primary, address resolver, address reverseResolver)
    {
        if (addr.length == 0) revert EmptyAddress();
        bytes memory reverseName = _reverseName(addr, coinType);
        bytes32 node;
        (reverseResolver, node,) = findResolver(reverseName);
        if (reverseResolver == address(0)) revert ResolverNotFound(reverseName);
        (bool ok, bytes memory answer) = reverseResolver.staticcall(abi.encodeWithSelector(NAME, node));
        if (!ok) revert ResolverError(answer);
        primary = abi.decode(answer, (string));
        if (bytes(primary).length == 0) return ("", address(0), reverseResolver);
        // ENSIP-3: a primary name counts only when it leads back to the address.
        bytes memory forwardName = _encode(bytes(primary));
        (resolver, node,) = findResolver(forwardName);
        if (resolver == address(0)) revert ResolverNotFound(forwardName);
        (ok, answer) = resolver.staticcall(abi.encodeWithSelector(ADDR, node, coinType));
        bytes memory found = ok && answer.length >= 64 ? abi.decode(answer, (bytes)) : bytes("");
        if (keccak256(found) != keccak256(addr)) revert ReverseAddressMismatch(primary, found);
    }

    function reverseWithGateways(bytes calldata addr, uint256 coinType, string[] calldata)
        external
        view
        returns (string memory, address, address)
    {
        return reverse(addr, coinType);
    }

    function findResolver(bytes memory name) public view returns (address resolver, bytes32 node, uint256 offset) {
        node = _namehash(name, 0);
        while (true) {
            resolver = registry.resolver(_namehash(name, offset));
            if (resolver != address(0) || name[offset] == 0) break;
            offset += 1 + uint8(name[offset]);
        }
    }

    function _namehash(bytes memory name, uint256 offset) private pure returns (bytes32) {
        uint256 length = uint8(name[offset]);
        if (length == 0) return bytes32(0);
        bytes32 label;
        assembly {
            label := keccak256(add(add(name, 0x21), offset), length)
        }
        return keccak256(abi.encodePacked(_namehash(name, offset + 1 + length), label));
    }

    function _reverseName(bytes calldata addr, uint256 coinType) private pure returns (bytes memory) {
        bytes memory digits = "0123456789abcdef";
        bytes memory label = new bytes(addr.length * 2);
        for (uint256 i; i < addr.length; i++) {
            label[2 * i] = digits[uint8(addr[i]) >> 4];
            label[2 * i + 1] = digits[uint8(addr[i]) & 15];
        }
        bytes memory top = coinType == 60 ? bytes("\x04addr") : bytes("\x07default");
        return abi.encodePacked(uint8(label.length), label, top, "\x07reverse", uint8(0));
    }

    /// 'a.eth' as DNS writes it: each label behind its length.
    function _encode(bytes memory name) private pure returns (bytes memory encoded) {
        encoded = new bytes(name.length + 2);
        uint256 start;
        for (uint256 i; i <= name.length; i++) {
            if (i < name.length && name[i] != ".") continue;
            encoded[start] = bytes1(uint8(i - start));
            for (uint256 j = start; j < i; j++) encoded[j + 1] = name[j];
            start = i + 1;
        }
    }
}
