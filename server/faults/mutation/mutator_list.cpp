// The list of mutators: a new one is its file, its declaration in mutators.hpp and a line here.
#include "server/faults/mutation/mutator.hpp"
#include "server/faults/mutation/mutators.hpp"

#include <algorithm>
#include <array>

namespace wsus::faults::mutation {
namespace {

/// Seeds draw by position: a new mutator changes what all seeds mean, a renamed one what files mean.
constexpr auto list = std::to_array<Mutator>({
    {"remove_element", "an element is gone, with all that is in it", ChangeBody(remove_element)},
    {"repeat_element", "an element stands there 2 to 2,001 times", ChangeBody(repeat_element)},
    {"swap_elements", "two elements have changed places", ChangeBody(swap_elements)},
    {"rename_element", "an element has another name", ChangeBody(rename_element)},
    {"move_to_namespace", "an element is in another namespace", ChangeBody(move_to_namespace)},
    {"nest_element", "an element is wrapped in 1 to 20,000 others", ChangeBody(nest_element)},
    {"change_prefix", "an element has another prefix, or none", ChangeBody(change_prefix)},
    {"change_attribute", "an attribute is gone, doubled, another one, or one too many", ChangeBody(change_attribute)},
    {"replace_attribute", "an attribute has another value", ChangeBody(replace_attribute)},
    {"change_fragment", "a change inside an update's own XML", ChangeBody(change_fragment)},
    {"replace_text", "a text is empty, blank, huge, or of odd characters", ChangeBody(replace_text)},
    {"replace_number", "a number is out of range, or none", ChangeBody(replace_number)},
    {"replace_flag", "a true or false is none", ChangeBody(replace_flag)},
    {"break_guid", "a GUID is none", ChangeBody(break_guid)},
    {"break_date", "a time is none, or far away", ChangeBody(break_date)},
    {"break_base64", "bytes are no base64, none, or many", ChangeBody(break_base64)},
    {"insert_entity", "a reference to a character or an entity in a text", ChangeBody(insert_entity)},
    {"insert_markup", "a comment, a section or a document type where none was", ChangeBody(insert_markup)},
    {"change_encoding", "another encoding, declared or real", ChangeBody(change_encoding)},
    {"cut_body", "the text ends early", ChangeBody(cut_body)},
    {"turn_byte", "a byte of the text is another one", ChangeBody(turn_byte)},
    {"cut_block", "a block of the coded body ends early", ChangePlan(cut_block)},
    {"change_block_length", "a block's header has a wrong size", ChangePlan(change_block_length)},
    {"turn_coded_byte", "a byte of the coded body is another one", ChangePlan(turn_coded_byte)},
    {"shuffle_blocks", "a block is gone, doubled, or in another's place", ChangePlan(shuffle_blocks)},
    {"change_status", "another status", ChangePlan(change_status)},
    {"change_header", "a header has another value", ChangePlan(change_header)},
    {"remove_header", "a header is gone", ChangePlan(remove_header)},
    {"repeat_header", "a header is there twice", ChangePlan(repeat_header)},
    {"add_header", "a header that does not belong there", ChangePlan(add_header)},
    {"change_length", "Content-Length is wrong", ChangePlan(change_length)},
    {"cut_reply", "the connection ends in the middle of the reply", ChangePlan(cut_reply)},
    {"break_chunk", "the reply is chunked, and a chunk has no size", ChangePlan(break_chunk)},
    {"stall_reply", "the reply stops for a while, or for good", ChangePlan(stall_reply)},
});

}  // namespace

std::span<Mutator const> mutators() { return list; }

Mutator const* find_mutator(std::string_view name) {
  auto const* const found =
      std::find_if(list.begin(), list.end(), [name](Mutator const& mutator) { return mutator.name == name; });
  return found == list.end() ? nullptr : found;
}

}  // namespace wsus::faults::mutation
