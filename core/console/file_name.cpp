// Rules for names that become files.
#include "core/console/file_name.h"

namespace gw::console {

Result<void> checkFileName(const QString& name)
{
    const auto refuse = [&](const char* why, const char* hint) {
        return fail("The name \"" + name.left(60).toStdString() + "\" " + why, hint);
    };
    if (name.trimmed().isEmpty())
        return fail("The name is empty.", "Give it a name such as \"List pets\".");
    if (name != name.trimmed())
        return refuse("begins or ends with a space.", "Remove the space.");
    if (name.startsWith(u'.'))
        return refuse("begins with a dot.", "Hidden files are not listed; remove the dot.");
    if (name.toUtf8().size() > 120)
        return refuse("is too long.", "Use at most 120 characters.");
    for (const QChar c : name) {
        if (c < u' ' || QStringView(u"/\\:*?\"<>|").contains(c))
            return refuse("holds a character that file names cannot have.", "Leave out / \\ : * ? \" < > |.");
    }
    return {};
}

std::filesystem::path toPath(const QString& path)
{
    return std::filesystem::path(path.toStdU16String());
}

} // namespace gw::console
