#include "gateway-engine/access/file_key_source.h"

#include "core/in_quotes.h"

#include <fstream>
#include <string>
#include <utility>

namespace gw::engine {

namespace {

using Keys = std::shared_ptr<const auth::JwkSet>;

Result<Keys> readFile(const std::filesystem::path& path)
{
    std::ifstream file(path, std::ios::binary);
    if (!file)
        return fail("The file of keys " + inQuotes(path.string()) + " cannot be read.",
                    "Name a file of the project that holds a JSON Web Key Set.");
    std::string text(auth::JwkSetLimits{}.maxBytes + 1, '\0'); // one more than a set may have
    file.read(text.data(), static_cast<std::streamsize>(text.size()));
    text.resize(static_cast<std::size_t>(file.gcount()));
    auto keys = auth::JwkSet::read(text);
    if (!keys)
        return fail("The file " + inQuotes(path.string()) + " is no key set: " + keys.error().message,
                    keys.error().hint);
    return std::make_shared<const auth::JwkSet>(*std::move(keys));
}

} // namespace

FileKeySource::FileKeySource(const std::filesystem::path& file) : m_keys(readFile(file)) {}

Task<Result<Keys>> FileKeySource::keys(std::string_view)
{
    co_return m_keys;
}

} // namespace gw::engine
