// Memory first, then a temporary file.
#include "core/console/response_body.h"

#include <QSaveFile>
#include <QTemporaryFile>

#include <algorithm>
#include <mutex>

namespace gw::console {

struct ResponseBody::Storage
{
    QByteArray memory;
    std::unique_ptr<QTemporaryFile> file;
    qint64 size = 0;
    QString error;
    std::mutex readMutex; // the file's position is shared by the view and a running saveTo()

    bool moveToFile()
    {
        file = std::make_unique<QTemporaryFile>();
        if (!file->open() || file->write(memory) != memory.size()) {
            error = file->errorString();
            return false;
        }
        memory.clear();
        return true;
    }
};

ResponseBody::ResponseBody() : m_storage(std::make_shared<Storage>()) {}

bool ResponseBody::append(const QByteArray& bytes)
{
    Storage& storage = *m_storage;
    if (!storage.file && storage.size + bytes.size() <= maxInMemory) {
        storage.memory += bytes;
        storage.size += bytes.size();
        return true;
    }
    if (!storage.file && !storage.moveToFile())
        return false;
    if (storage.file->write(bytes) != bytes.size()) {
        storage.error = storage.file->errorString();
        return false;
    }
    storage.size += bytes.size();
    return true;
}

qint64 ResponseBody::size() const
{
    return m_storage->size;
}

bool ResponseBody::isInMemory() const
{
    return !m_storage->file;
}

QString ResponseBody::filePath() const
{
    return m_storage->file ? m_storage->file->fileName() : QString();
}

QString ResponseBody::error() const
{
    return m_storage->error;
}

QByteArray ResponseBody::read(qint64 offset, qint64 length) const
{
    if (isInMemory())
        return m_storage->memory.mid(offset, length);
    const std::lock_guard lock(m_storage->readMutex);
    const qint64 end = m_storage->file->pos();
    m_storage->file->seek(offset);
    QByteArray bytes = m_storage->file->read(length);
    m_storage->file->seek(end);
    return bytes;
}

QByteArray ResponseBody::all() const
{
    return read(0, std::min(size(), maxInMemory));
}

Result<void> ResponseBody::saveTo(const QString& path) const
{
    constexpr qint64 piece = 1 << 20;
    QSaveFile out(path);
    bool good = out.open(QIODevice::WriteOnly);
    for (qint64 offset = 0; good && offset < size(); offset += piece) {
        const QByteArray bytes = read(offset, piece);
        good = !bytes.isEmpty() && out.write(bytes) == bytes.size();
    }
    if (!good || !out.commit())
        return fail("Cannot save to \"" + path.toStdString() + "\": " + out.errorString().toStdString() + ".",
                    "Choose another place or make room on the disk.");
    return {};
}

} // namespace gw::console
