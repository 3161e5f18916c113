// Offers the device's own time zone while nobody has chosen one.
const zone = document.querySelector("select[data-zone]");
if (zone && zone.value === "UTC") {
  const own = Intl.DateTimeFormat().resolvedOptions().timeZone;
  if ([...zone.options].some((option) => option.value === own)) zone.value = own;
}
