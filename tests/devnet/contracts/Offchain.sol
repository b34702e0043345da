// SPDX-License-Identifier: MIT
pragma solidity ^0.8.24;

/// A resolver whose records are kept by a gateway and signed by it (EIP-3668). It answers for every name below it.
contract OffchainResolver {
    error OffchainLookup(address sender, string[] urls, bytes callData, bytes4 callbackFunction, bytes extraData);

    address public immutable signer;
    string[] private urls;

    constructor(address signer_, string[] memory urls_) {
        signer = signer_;
        urls = urls_;
    }

    function addr(bytes32) external view returns (address) {
        _ask();
    }

    function addr(bytes32, uint256) external view returns (bytes memory) {
        _ask();
    }

    function answered(bytes calldata response, bytes calldata extraData) external view returns (bytes memory) {
        (bytes memory result, bytes32 r, bytes32 s, uint8 v) = abi.decode(response, (bytes, bytes32, bytes32, uint8));
        require(ecrecover(keccak256(abi.encodePacked(extraData, result)), v, r, s) == signer, "not signed");
        return result;
    }

    function _ask() private view {
        revert OffchainLookup(address(this), urls, msg.data, this.answered.selector, abi.encode(msg.data));
    }
}

interface Resolvers {
    function resolver(bytes32 node) external view returns (address);
}

/// The universal resolver where a name's resolver sends to gateways: it hands that on, in a batch (ENSIP-21).
contract UniversalOffchain {
    error ResolverNotFound(bytes name);
    error ResolverError(bytes errorData);
    error OffchainLookup(address sender, string[] urls, bytes callData, bytes4 callbackFunction, bytes extraData);

    struct Question {
        address sender;
        string[] urls;
        bytes data;
    }

    Resolvers public immutable registry;

    constructor(Resolvers registry_) {
        registry = registry_;
    }

    function resolveWithGateways(bytes calldata name, bytes calldata data, string[] calldata gateways)
        external
        view
        returns (bytes memory, address)
    {
        address resolver = registry.resolver(bytes32(data[4:36]));
        if (resolver == address(0)) revert ResolverNotFound(name);
        (bool ok, bytes memory answer) = resolver.staticcall(data);
        if (ok) return (answer, resolver);
        if (bytes4(answer) != OffchainLookup.selector) revert ResolverError(answer);
        bytes memory rest = new bytes(answer.length - 4);
        for (uint256 i; i < rest.length; i++) rest[i] = answer[i + 4];
        (address sender, string[] memory urls, bytes memory asked, bytes4 callback, bytes memory extra) =
            abi.decode(rest, (address, string[], bytes, bytes4, bytes));
        Question[] memory questions = new Question[](1);
        questions[0] = Question(sender, urls, asked);
        revert OffchainLookup(
            address(this),
            gateways,
            abi.encodeWithSelector(0xa780bab6, questions),
            this.answered.selector,
            abi.encode(resolver, callback, extra)
        );
    }

    function answered(bytes calldata response, bytes calldata extraData)
        external
        view
        returns (bytes memory, address)
    {
        (bool[] memory failed, bytes[] memory responses) = abi.decode(response, (bool[], bytes[]));
        (address resolver, bytes4 callback, bytes memory extra) = abi.decode(extraData, (address, bytes4, bytes));
        if (failed[0]) revert ResolverError(responses[0]);
        (bool ok, bytes memory answer) = resolver.staticcall(abi.encodeWithSelector(callback, responses[0], extra));
        if (!ok) revert ResolverError(answer);
        return (abi.decode(answer, (bytes)), resolver);
    }
}
