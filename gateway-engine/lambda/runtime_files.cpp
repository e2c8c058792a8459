#include "gateway-engine/lambda/runtime_files.h"

#include "core/in_quotes.h"

#include <cstdlib>
#include <cstring>
#include <fstream>
#include <string>
#include <system_error>
#include <utility>

namespace gw::engine {

namespace fs = std::filesystem;

RuntimeFiles::RuntimeFiles(RuntimeFiles&& other) noexcept : m_folder(std::exchange(other.m_folder, {})) {}

RuntimeFiles::~RuntimeFiles()
{
    std::error_code ignored;
    if (!m_folder.empty())
        fs::remove_all(m_folder, ignored);
}

Result<RuntimeFiles> RuntimeFiles::write()
{
    std::error_code error;
    const fs::path temporary = fs::temp_directory_path(error);
    std::string folder = (error ? fs::path("/tmp") : temporary) / "gatewright-lambda-XXXXXX";
    if (!::mkdtemp(folder.data()))
        return fail("No folder for the runtimes of functions can be made in " + inQuotes(temporary.string()) + ": " +
                        std::strerror(errno) + ".",
                    "Make room there, or set TMPDIR to another folder.");
    RuntimeFiles files{fs::path(folder)};
    for (const auto& file : runtimeFileTexts()) {
        const fs::path path = files.folder() / file.name;
        std::ofstream out(path, std::ios::binary);
        out << file.text;
        out.close();
        if (!out)
            return fail(inQuotes(path.string()) + " cannot be written.", "Make room there, or set TMPDIR.");
    }
    return files;
}

} // namespace gw::engine
