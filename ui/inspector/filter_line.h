// FilterLine: the inspector's filter, with completion of field names and its errors in words beneath it.
#pragma once

#include "gateway-engine/trace/trace_filter.h"
#include "ui/theme/theme.h"

#include <QWidget>

class QCompleter;
class QLabel;
class QLineEdit;

namespace gw::ui {

class FilterLine final : public QWidget
{
    Q_OBJECT

public:
    explicit FilterLine(const Theme& theme, QWidget* parent = nullptr);

    void setText(const QString& text);
    [[nodiscard]] QString text() const;
    void focus();
    [[nodiscard]] bool hasError() const;

signals:
    void filterChanged(const gw::engine::TraceFilter& filter); // only when the text is a valid filter
    void leaveRequested();                                     // Esc or Down: on to the list

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    void apply();
    void offerCompletions();
    void complete(const QString& choice);
    void restyle();

    const Theme& m_theme;
    QLineEdit* m_edit;
    QLabel* m_error;
    QCompleter* m_completer;
};

// What can be completed at `cursor`: the word there and the choices for it (fields, then values of status: and
// method:).
struct FilterCompletion
{
    int wordStart = 0;
    QStringList choices;
};
[[nodiscard]] FilterCompletion filterCompletion(const QString& text, int cursor);

} // namespace gw::ui
