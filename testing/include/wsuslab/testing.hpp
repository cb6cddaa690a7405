// WSUS Fault Lab in a GoogleTest test: everything in one header. CMake target: wsuslab::testing.
//
// Without GoogleTest: mock_server.hpp and simulated_pc.hpp alone, which include the standard library only, and target
// wsuslab::core.
#pragma once

#include <wsuslab/catalogue.hpp>
#include <wsuslab/error.hpp>
#include <wsuslab/error_code.hpp>
#include <wsuslab/expectations.hpp>
#include <wsuslab/faults.hpp>
#include <wsuslab/journal.hpp>
#include <wsuslab/matchers.hpp>
#include <wsuslab/mock_server.hpp>
#include <wsuslab/mock_wsus.hpp>
#include <wsuslab/simulated_pc.hpp>
