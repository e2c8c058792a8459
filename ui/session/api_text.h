// ApiText: the text of an API as it would be saved, with the tree that tells where everything stands in it. Written
// once for each state of the API; that of a large one away from the GUI thread.
#pragma once

#include "core/api/project.h"
#include "core/json/value.h"
#include "core/result.h"
#include "ui/session/background.h"

#include <QObject>

#include <memory>

namespace gw::ui {

[[nodiscard]] bool isLarge(const Api& api);               // writing or reading it takes longer than a frame
[[nodiscard]] Result<std::string> textOf(const Api& api); // as its file would be saved now

struct WrittenApi
{
    std::shared_ptr<const Api> api; // what was written
    Result<std::string> text;
    json::Value tree;
};

class ApiText final : public QObject
{
    Q_OBJECT

public:
    explicit ApiText(QObject* parent = nullptr) : QObject(parent) {}

    void write(std::shared_ptr<const Api> api); // written() follows, at once for an API of usual size
    void forget();                              // what is being written: nothing more is heard of it
    [[nodiscard]] const std::shared_ptr<const WrittenApi>& last() const { return m_last; } // nullptr before the first
    [[nodiscard]] bool isWriting() const { return (m_isWriting && !m_isForgotten) || m_wanted; }

signals:
    void written();

private:
    void writeNext();

    std::shared_ptr<const WrittenApi> m_last;
    std::shared_ptr<const Api> m_wanted; // not begun yet
    bool m_isWriting = false;
    bool m_isForgotten = false; // what is being written
    int m_generation = 0;
    Background m_worker;
};

} // namespace gw::ui
