// SPDX-License-Identifier: MIT
pragma solidity ^0.8.24;

/// What outside services of swaps run, by their public interfaces, so that calldata of their shape truly swaps. No
/// constructors: their code is put at the addresses that the wallet knows (devnet.ts, etchOutside). What is bought
/// comes from what they hold.
interface IToken {
    function transferFrom(address from, address to, uint256 value) external returns (bool);
    function transfer(address to, uint256 value) external returns (bool);
    function balanceOf(address owner) external view returns (uint256);
}

abstract contract Pays {
    address internal constant COIN = 0xEeeeeEeeeEeEeeEeEeEeeEEEeeeeEeeeeeeeEEeE;

    function _isCoin(address token) internal pure returns (bool) {
        return token == COIN || token == address(0);
    }

    function _pay(address token, address to, uint256 value) internal {
        if (_isCoin(token)) {
            (bool ok, ) = to.call{value: value}("");
            require(ok, "not paid");
        } else {
            require(IToken(token).transfer(to, value), "not paid");
        }
    }

    receive() external payable {}
}

/// A router of KyberSwap, Velora, 1inch, LI.FI and 0x in one. Honest, it holds to the minimum in its calldata.
contract OutsideRouter is Pays {
    uint256 internal gives;
    uint256 internal lie;
    address internal settler;
    uint256 internal constant HALF = 1;
    uint256 internal constant THIEF = 2;

    struct Kyber {
        address srcToken;
        address dstToken;
        address[] srcReceivers;
        uint256[] srcAmounts;
        address[] feeReceivers;
        uint256[] feeAmounts;
        address dstReceiver;
        uint256 amount;
        uint256 minReturnAmount;
        uint256 flags;
        bytes permit;
    }
    struct KyberExecution {
        address callTarget;
        address approveTarget;
        bytes targetData;
        Kyber desc;
        bytes clientData;
    }
    struct OneInch {
        address srcToken;
        address dstToken;
        address srcReceiver;
        address dstReceiver;
        uint256 amount;
        uint256 minReturnAmount;
        uint256 flags;
    }
    struct Velora {
        address srcToken;
        address destToken;
        uint256 fromAmount;
        uint256 toAmount;
        uint256 quotedAmount;
        bytes32 metadata;
        address beneficiary;
    }
    struct Step {
        address callTo;
        address approveTo;
        address sendingAssetId;
        address receivingAssetId;
        uint256 fromAmount;
        bytes callData;
        bool requiresDeposit;
    }
    struct Slippage {
        address recipient;
        address buyToken;
        uint256 minAmountOut;
    }
    struct AcrossV4 {
        bytes32 receiverAddress;
        bytes32 refundAddress;
        bytes32 sendingAssetId;
        bytes32 receivingAssetId;
        uint256 outputAmount;
        uint128 outputAmountMultiplier;
        bytes32 exclusiveRelayer;
        uint32 quoteTimestamp;
        uint32 fillDeadline;
        uint32 exclusivityParameter;
        bytes message;
    }

    struct Bridge {
        bytes32 transactionId;
        string bridge;
        string integrator;
        address referrer;
        address sendingAssetId;
        address receiver;
        uint256 minAmount;
        uint256 destinationChainId;
        bool hasSourceSwaps;
        bool hasDestinationCall;
    }

    function set(uint256 gives_, uint256 lie_, address settler_) external {
        (gives, lie, settler) = (gives_, lie_, settler_);
    }

    function _swap(address sell, address buy, uint256 amount, uint256 least, address to) internal {
        if (_isCoin(sell)) require(msg.value == amount, "value");
        else require(IToken(sell).transferFrom(msg.sender, address(this), amount), "not taken");
        _give(buy, least, to);
    }

    function _give(address buy, uint256 least, address to) internal {
        if (lie == HALF) return _pay(buy, to, gives / 2);
        if (lie == THIEF) return _pay(buy, address(0xbad), gives);
        require(gives >= least, "Return amount is not enough");
        _pay(buy, to, gives);
    }

    function _orSender(address to) internal view returns (address) {
        return to == address(0) ? msg.sender : to;
    }

    function swap(KyberExecution calldata all) external payable {
        Kyber calldata d = all.desc;
        _swap(d.srcToken, d.dstToken, d.amount, d.minReturnAmount, _orSender(d.dstReceiver));
    }

    function swap(address, OneInch calldata d, bytes calldata) external payable {
        _swap(d.srcToken, d.dstToken, d.amount, d.minReturnAmount, _orSender(d.dstReceiver));
    }

    function swapExactAmountIn(address, Velora calldata d, uint256, bytes calldata, bytes calldata) external payable {
        _swap(d.srcToken, d.destToken, d.fromAmount, d.toAmount, _orSender(d.beneficiary));
    }

    function swapTokensSingleV3ERC20ToERC20(
        bytes32,
        string calldata,
        string calldata,
        address receiver,
        uint256 least,
        Step calldata step
    ) external {
        _swap(step.sendingAssetId, step.receivingAssetId, step.fromAmount, least, receiver);
    }

    function startBridgeTokensViaAcrossV4(Bridge calldata b, AcrossV4 calldata) external payable {
        if (_isCoin(b.sendingAssetId)) require(msg.value == b.minAmount, "value");
        else require(IToken(b.sendingAssetId).transferFrom(msg.sender, address(this), b.minAmount), "not taken");
    }

    /// 0x's AllowanceHolder: `target` may take `amount` during this call.
    function exec(address, address token, uint256 amount, address payable target, bytes calldata data) external payable {
        if (!_isCoin(token)) require(IToken(token).transferFrom(msg.sender, target, amount), "not taken");
        (bool ok, bytes memory why) = target.call{value: msg.value}(data);
        if (!ok) {
            assembly {
                revert(add(why, 32), mload(why))
            }
        }
    }

    /// 0x's Settler.
    function execute(Slippage calldata s, bytes[] calldata, bytes32) external payable {
        _give(s.buyToken, s.minAmountOut, s.recipient);
    }

    /// 0x's registry.
    function ownerOf(uint256 feature) external view returns (address) {
        require(feature == 2 && settler != address(0), "none");
        return settler;
    }
}

/// Takes what was allowed to it, for the settlement alone.
contract CowRelayer {
    function take(address token, address from, uint256 value) external {
        require(msg.sender == 0x9008D19f58AAbD9eD0D60971565AA8510560ab41, "not the settlement");
        require(IToken(token).transferFrom(from, msg.sender, value), "not taken");
    }
}

/// CoW Protocol's settlement: holds to what was signed, by the domain and the type that it has everywhere.
contract CowSettlement is Pays {
    mapping(bytes => uint256) public filledAmount;

    event Trade(
        address indexed owner,
        address sellToken,
        address buyToken,
        uint256 sellAmount,
        uint256 buyAmount,
        uint256 feeAmount,
        bytes orderUid
    );

    struct Order {
        address sellToken;
        address buyToken;
        address receiver;
        uint256 sellAmount;
        uint256 buyAmount;
        uint32 validTo;
        bytes32 appData;
        uint256 feeAmount;
        string kind;
        bool partiallyFillable;
        string sellTokenBalance;
        string buyTokenBalance;
    }

    function digestOf(Order calldata o) public view returns (bytes32) {
        bytes32 domain = keccak256(
            abi.encode(
                keccak256("EIP712Domain(string name,string version,uint256 chainId,address verifyingContract)"),
                keccak256("Gnosis Protocol"),
                keccak256("v2"),
                block.chainid,
                address(this)
            )
        );
        bytes memory head = abi.encode(
            keccak256(
                "Order(address sellToken,address buyToken,address receiver,uint256 sellAmount,uint256 buyAmount,uint32 validTo,bytes32 appData,uint256 feeAmount,string kind,bool partiallyFillable,string sellTokenBalance,string buyTokenBalance)"
            ),
            o.sellToken,
            o.buyToken,
            o.receiver,
            o.sellAmount,
            o.buyAmount
        );
        bytes memory tail = abi.encode(
            o.validTo,
            o.appData,
            o.feeAmount,
            keccak256(bytes(o.kind)),
            o.partiallyFillable,
            keccak256(bytes(o.sellTokenBalance)),
            keccak256(bytes(o.buyTokenBalance))
        );
        return keccak256(abi.encodePacked(hex"1901", domain, keccak256(bytes.concat(head, tail))));
    }

    function settle(Order calldata o, bytes calldata signature, address owner, uint256 sold, uint256 bought) external {
        bytes32 digest = digestOf(o);
        (bytes32 r, bytes32 s) = abi.decode(signature[:64], (bytes32, bytes32));
        require(ecrecover(digest, uint8(signature[64]), r, s) == owner, "not signed so");
        require(block.timestamp <= o.validTo, "expired");
        bytes memory uid = abi.encodePacked(digest, owner, o.validTo);
        require(filledAmount[uid] == 0, "filled");
        require(sold <= o.sellAmount && bought >= o.buyAmount, "worse than signed");
        filledAmount[uid] = sold;
        CowRelayer(0xC92E8bdf79f0507f65a392b0ab4667716BFE0110).take(o.sellToken, owner, sold);
        _pay(o.buyToken, o.receiver, bought);
        emit Trade(owner, o.sellToken, o.buyToken, sold, bought, 0, uid);
    }

    function invalidateOrder(bytes calldata uid) external {
        require(address(bytes20(uid[32:52])) == msg.sender, "not yours");
        filledAmount[uid] = type(uint256).max;
    }
}
