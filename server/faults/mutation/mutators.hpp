// The mutators, one file each in mutators/. What each does is in the list (mutator_list.cpp).
#pragma once

#include "server/faults/mutation/mutator.hpp"

namespace wsus::faults::mutation {

// elements
std::string remove_element(std::string& body, Choice choice);
std::string repeat_element(std::string& body, Choice choice);
std::string swap_elements(std::string& body, Choice choice);
std::string rename_element(std::string& body, Choice choice);
std::string move_to_namespace(std::string& body, Choice choice);
std::string nest_element(std::string& body, Choice choice);
std::string change_prefix(std::string& body, Choice choice);
std::string change_attribute(std::string& body, Choice choice);
std::string replace_attribute(std::string& body, Choice choice);
std::string change_fragment(std::string& body, Choice choice);

// texts
std::string replace_text(std::string& body, Choice choice);
std::string replace_number(std::string& body, Choice choice);
std::string replace_flag(std::string& body, Choice choice);
std::string break_guid(std::string& body, Choice choice);
std::string break_date(std::string& body, Choice choice);
std::string break_base64(std::string& body, Choice choice);
std::string insert_entity(std::string& body, Choice choice);
std::string insert_markup(std::string& body, Choice choice);

// bytes of the text
std::string change_encoding(std::string& body, Choice choice);
std::string cut_body(std::string& body, Choice choice);
std::string turn_byte(std::string& body, Choice choice);

// the coded body
std::string cut_block(ResponsePlan& plan, Choice choice);
std::string change_block_length(ResponsePlan& plan, Choice choice);
std::string turn_coded_byte(ResponsePlan& plan, Choice choice);
std::string shuffle_blocks(ResponsePlan& plan, Choice choice);

// the head
std::string change_status(ResponsePlan& plan, Choice choice);
std::string change_header(ResponsePlan& plan, Choice choice);
std::string remove_header(ResponsePlan& plan, Choice choice);
std::string repeat_header(ResponsePlan& plan, Choice choice);
std::string add_header(ResponsePlan& plan, Choice choice);

// the delivery
std::string change_length(ResponsePlan& plan, Choice choice);
std::string cut_reply(ResponsePlan& plan, Choice choice);
std::string break_chunk(ResponsePlan& plan, Choice choice);
std::string stall_reply(ResponsePlan& plan, Choice choice);

}  // namespace wsus::faults::mutation
