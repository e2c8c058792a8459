// ResponseBody: what came back, however long. Up to 8 MiB stay in memory; longer bodies go to a temporary file that
// lives as long as the last copy of this value. Copies share.
#pragma once

#include "core/result.h"

#include <QByteArray>
#include <QString>

#include <memory>

namespace gw::console {

class ResponseBody
{
public:
    static constexpr qint64 maxInMemory = 8 << 20;

    ResponseBody();

    // Only while it is being received, by its one owner. False when the disk is full or cannot be written.
    bool append(const QByteArray& bytes);

    [[nodiscard]] qint64 size() const;
    [[nodiscard]] bool isInMemory() const;
    [[nodiscard]] QString filePath() const; // of the temporary file; empty while in memory
    [[nodiscard]] QByteArray read(qint64 offset, qint64 length) const;
    [[nodiscard]] QByteArray head(qint64 length) const { return read(0, length); }
    [[nodiscard]] QByteArray all() const; // for bodies in memory; the first 8 MiB otherwise
    [[nodiscard]] QString error() const;  // why append() failed

    // Copies in pieces; may be called from another thread once the body is whole.
    [[nodiscard]] Result<void> saveTo(const QString& path) const;

private:
    struct Storage;
    std::shared_ptr<Storage> m_storage;
};

} // namespace gw::console
