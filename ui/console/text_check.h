// TextCheck: what is wrong with a text that is being typed: variables that are not defined, JSON that cannot be read.
// A short text is looked at once; a long one after a pause in typing, on a worker, and only its newest state counts.
#pragma once

#include "core/console/variables.h"
#include "ui/session/newest_run.h"

#include <QObject>
#include <QString>
#include <QTimer>

#include <functional>

namespace gw::ui {

struct TextFinding
{
    QString problem; // empty: there is none
    int line = 0;    // from 1, of what cannot be read; 0: no single line
};

class TextCheck final : public QObject
{
    Q_OBJECT

public:
    static constexpr qsizetype longestAtOnce = 32 << 10; // characters: a few milliseconds
    static constexpr qsizetype longest = 16 << 20;       // beyond it nothing is looked at

    explicit TextCheck(QObject* parent = nullptr);

    // found() follows, at once for a short text. `text` is asked for when it is looked at: a copy of a long one for
    // each letter would take longer than the letter.
    void start(qsizetype length, bool isJson, const console::VariableScope& scope, std::function<QString()> text);
    void cancel();
    [[nodiscard]] bool isPending() const { return m_pause.isActive() || m_run.isRunning(); }

signals:
    void found(const gw::ui::TextFinding& finding);

private:
    void lookAside();

    QTimer m_pause;
    std::function<QString()> m_text;
    console::VariableScope m_scope;
    bool m_isJson = false;
    NewestRun m_run;
};

} // namespace gw::ui
