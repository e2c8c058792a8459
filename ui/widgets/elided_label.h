// ElidedLabel: one line that shortens itself instead of widening its window; the whole text is the tool tip then.
#pragma once

#include <QLabel>

namespace gw::ui {

class ElidedLabel final : public QLabel
{
    Q_OBJECT

public:
    explicit ElidedLabel(const QString& text = {}, QWidget* parent = nullptr, Qt::TextElideMode mode = Qt::ElideMiddle);
    [[nodiscard]] QSize minimumSizeHint() const override;

protected:
    void paintEvent(QPaintEvent* event) override;
    bool event(QEvent* event) override;

private:
    [[nodiscard]] QString shown() const;
    Qt::TextElideMode m_mode;
};

} // namespace gw::ui
