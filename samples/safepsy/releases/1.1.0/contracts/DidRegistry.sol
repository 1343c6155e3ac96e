// SPDX-License-Identifier: MIT
pragma solidity ^0.8.20;

/// Who holds which identity. Its entries are handed over when another version takes its place.
contract DidRegistry {
    string public constant version = "1.1.0";
    address public owner;
    bool public paused;
    bytes32[] private ids;
    mapping(bytes32 => address) public holderOf;

    constructor(address owner_, bytes32[] memory ids_, address[] memory holders) {
        owner = owner_;
        for (uint256 i = 0; i < ids_.length; i++) {
            ids.push(ids_[i]);
            holderOf[ids_[i]] = holders[i];
        }
    }

    function register(bytes32 id) external {
        require(!paused, "paused");
        ids.push(id);
        holderOf[id] = msg.sender;
    }

    function setPaused(bool value) external {
        require(msg.sender == owner, "only the owner");
        paused = value;
    }

    function entries() external view returns (bytes32[] memory, address[] memory) {
        address[] memory holders = new address[](ids.length);
        for (uint256 i = 0; i < ids.length; i++) holders[i] = holderOf[ids[i]];
        return (ids, holders);
    }
}
