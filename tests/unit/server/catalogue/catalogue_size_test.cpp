// Memory of the default catalogue, by counting every allocation of this test program.
#include "server/catalogue/generator.hpp"

#include <gtest/gtest.h>

#include <malloc.h>

#include <atomic>
#include <cstdlib>
#include <new>

namespace {

std::atomic<long long> live_bytes{0};  // a global, because operator new has no other way to reach it

}  // namespace

void* operator new(std::size_t size) {
  auto* const memory = std::malloc(size);
  if (memory == nullptr) throw std::bad_alloc();
  live_bytes += static_cast<long long>(malloc_usable_size(memory));
  return memory;
}
void operator delete(void* memory) noexcept {
  live_bytes -= static_cast<long long>(malloc_usable_size(memory));
  std::free(memory);
}
void operator delete(void* memory, std::size_t) noexcept { operator delete(memory); }

namespace wsus::catalogue {
namespace {

TEST(GeneratedCatalogueSize, DefaultCatalogueStaysBelow8Megabytes) {
  auto const before = live_bytes.load();
  auto const catalogue = generate({});
  auto const used = live_bytes.load() - before;
  RecordProperty("bytes", std::to_string(used));
  EXPECT_GT(used, 1'000'000);
  EXPECT_LT(used, 8'000'000);
}

}  // namespace
}  // namespace wsus::catalogue
