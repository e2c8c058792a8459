// Runs a fuzz target over files, and over every beginning of each, without libFuzzer: `fuzz_read_yaml FILE|FOLDER…`
#include <cstdint>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size);

namespace {

namespace fs = std::filesystem;

std::size_t replay(const fs::path& path)
{
    std::ifstream file(path, std::ios::binary);
    const std::string text{std::istreambuf_iterator<char>(file), {}};
    for (std::size_t size = 0; size <= text.size(); ++size) {
        const std::string part = text.substr(0, size); // of its own, so that reading beyond it is seen
        LLVMFuzzerTestOneInput(reinterpret_cast<const std::uint8_t*>(part.data()), part.size());
    }
    return text.size() + 1;
}

} // namespace

int main(int count, char** arguments)
{
    std::size_t runs = 0;
    for (int i = 1; i < count; ++i) {
        if (!fs::is_directory(arguments[i])) {
            runs += replay(arguments[i]);
            continue;
        }
        for (const auto& entry : fs::directory_iterator(arguments[i]))
            runs += replay(entry.path());
    }
    std::printf("%zu inputs\n", runs);
    return runs > 0 ? 0 : 1; // nothing was looked at
}
