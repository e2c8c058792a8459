// ImageView: a picture from a response, scaled down to fit, never up; over squares where it is transparent.
#pragma once

#include "ui/theme/theme.h"

#include <QByteArray>
#include <QPixmap>
#include <QWidget>

namespace gw::ui {

class ImageView final : public QWidget
{
    Q_OBJECT

public:
    explicit ImageView(const Theme& theme, QWidget* parent = nullptr);

    // False when it is no image Qt can read, or one too large to draw. Size and memory are bounded.
    bool setImage(const QByteArray& bytes);
    [[nodiscard]] QSize imageSize() const { return m_size; }

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    const Theme& m_theme;
    QPixmap m_pixmap;
    QSize m_size; // as the file has it
};

} // namespace gw::ui
