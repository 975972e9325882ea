"""Rasters of every kind at one place, as strategies and as a list of odd files."""

from __future__ import annotations

import math
import shutil
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import rasterio
from affine import Affine
from hypothesis import strategies as st
from osgeo import gdal
from rasterio.control import GroundControlPoint
from rasterio.crs import CRS
from rasterio.warp import transform
from shapely.geometry import box

from rock_glacier_mapper.core.vector import Feature, write_layer

#: Centre of the place, on the central meridian of UTM zone 32, where grid north is true north.
X0, Y0 = 500000.0, 5200000.0
UTM = CRS.from_epsg(32632)

_LOCAL = (
    'LOCAL_CS["Site grid",LOCAL_DATUM["site",0],UNIT["metre",1],AXIS["X",EAST],AXIS["Y",NORTH]]'
)
_VERTICAL = 'VERT_CS["height",VERT_DATUM["sea",2005],UNIT["metre",1],AXIS["Up",UP]]'
#: CRS by a name for people; None is no CRS.
SYSTEMS = {
    "UTM 32": "EPSG:32632",
    "UTM 31": "EPSG:32631",
    "UTM 33 south": "EPSG:32733",
    "degrees": "EPSG:4326",
    "degrees, ETRS89": "EPSG:4258",
    "web Mercator": "EPSG:3857",
    "LAEA Europe": "EPSG:3035",
    "feet": "EPSG:2277",
    "US survey feet": "EPSG:2263",
    "polar, north": "EPSG:3413",
    "polar, south": "EPSG:3031",
    "compound": "EPSG:32632+5773",
    "geocentric": "EPSG:4978",
    "south-orientated": "EPSG:2053",
    "kilometres": "+proj=utm +zone=32 +datum=WGS84 +units=km",
    "degrees from Greenwich to 360": "+proj=longlat +datum=WGS84 +pm=180",
    "rotated pole": "+proj=ob_tran +o_proj=longlat +o_lon_p=0 +o_lat_p=40 +lon_0=10 +datum=WGS84",
    "local": _LOCAL,
    "vertical": _VERTICAL,
    "none": None,
}
#: Where the raster lies: at the place, or somewhere in degrees.
PLACES = {
    "here": None,
    "far": (-70.0, -33.0),
    "antimeridian": (180.0, 52.0),
    "north pole": (0.0, 89.9995),
    "south pole": (0.0, -90.0),
    "equator": (9.0, 0.0),
    "zone border": (12.0, 46.95),
    "Svalbard": (16.0, 78.2),
    "beyond the world": (500.0, 200.0),
}
GEOMETRIES = (
    "south-up", "mirrored", "rotated", "sheared", "quarter turn", "oblong", "no place",
    "tie points", "point-sized", "continent-sized", "no width", "off by half a pixel",
)  # fmt: skip
DTYPES = (
    "uint8", "int8", "uint16", "int16", "uint32", "int32", "int64", "uint64", "float32", "float64",
    "complex64", "complex128", "one bit", "nbits12", "float16",
)  # fmt: skip
NODATA = (
    None, 0.0, -9999.0, 255.0, 1.0, math.nan, math.inf, -math.inf, -3.4028234663852886e38, 1e300,
    0.5,
)  # fmt: skip
CONTENTS = (
    "constant", "zero", "all nodata", "all NaN", "one pixel", "NaN holes", "inf holes", "huge",
    "tiny", "negative", "noise", "half missing", "scaled", "stairs",
)  # fmt: skip
SIZES = (
    (1, 1), (1, 70), (70, 1), (2, 2), (3, 3), (7, 90), (17, 16), (64, 64), (97, 101), (130, 40),
)  # fmt: skip
LAYOUTS = (
    "tiled", "lzw", "deflate", "pixel", "bigtiff", "big-endian", "overviews", "zstd", "sparse",
)  # fmt: skip
MASKS = ("internal mask", "alpha", "dataMask", "palette", "mask file")
NAMES = (
    "with space.tif", "ñandú.tif", "岩石冰川.tif", "it's.tif", 'say "so".tif', "100%.tif",
    "a#b.tif", "a|b.tif", "a&b=c.tif", "a;b.tif", "%20.tif", "a,b.tif", "UPPER.TIF", "nosuffix",
    "a.b.c.tiff", "-dash.tif", "a:b.tif", "[1].tif", "{x}.tif", "$HOME.tif", "x" * 200 + ".tif",
    "a|layername=b.tif", "new\nline.tif", "back\\slash.tif", "~.tif", "a?b.tif", "e\u0301.tif",
    "\u202eabc.tif", " .tif",
)  # fmt: skip


@dataclass(frozen=True)
class RasterCase:
    """A raster: what is drawn, before it is a file."""

    dtype: str = "float32"
    nodata: float | None = -9999.0
    content: str = "scene"
    bands: int = 1
    size: tuple[int, int] = (80, 90)
    geometry: str = "north-up"
    system: str = "UTM 32"
    place: str = "here"
    layout: str = "plain"
    mask: str = "none"
    name: str = "raster.tif"

    def row(self) -> str:
        """Under which line of the table it counts: the first odd thing about it."""
        plain = RasterCase()
        for name, title in _TITLES.items():
            value = getattr(self, name)
            if name != "bands" and value != getattr(plain, name):
                return f"Raster: {title}"
        return "Raster: ordinary"

    def write(self, folder: Path, scene) -> str:
        """Write it; ``scene(x, y, band)`` gives values at metres from the place's centre."""
        path = Path(folder) / self.name
        height, width = self.size
        place = self._transform()
        crs = SYSTEMS[self.system]
        rows, columns = np.mgrid[0:height, 0:width] + 0.5
        step = 10.0  # the scene is the same whatever the CRS: its values do not matter
        x, y = (columns - width / 2) * step, (height / 2 - rows) * step
        values = np.stack([scene(x, y, band) for band in range(self.bands)])
        values = self._changed(values)
        gdal_type, options = _TYPES.get(self.dtype, (self.dtype, {}))
        values = _cast(values, gdal_type)
        nodata = self._nodata(gdal_type)
        profile = {
            "driver": "GTiff", "height": height, "width": width, "count": self.bands,
            "dtype": gdal_type, "crs": CRS.from_user_input(crs) if crs else None, "nodata": nodata,
            **_LAYOUT_OPTIONS.get(self.layout, {}), **options,
        }  # fmt: skip
        if self.mask == "palette":
            profile["photometric"] = "palette"
        if self.mask in ("alpha", "dataMask"):
            profile["count"] += 1
            if self.mask == "alpha":
                profile["alpha"] = "yes"
        if self.geometry not in ("no place", "tie points"):
            profile["transform"] = place
        elif self.geometry == "tie points":
            corners = [(0, 0), (0, width), (height, 0), (height, width)]
            points = [
                GroundControlPoint(row, column, *(place * (column, row))) for row, column in corners
            ]
        with (
            rasterio.Env(GDAL_TIFF_INTERNAL_MASK=self.mask != "mask file"),
            rasterio.open(path, "w", **profile) as dataset,
        ):
            if self.geometry == "tie points":
                dataset.gcps = points, profile["crs"] or CRS()
            if not (self.layout == "sparse" and self.content == "zero"):
                dataset.write(values, list(range(1, self.bands + 1)))
            seen = (np.hypot(x, y) < 300).astype(values.real.dtype)
            if self.mask in ("alpha", "dataMask"):
                dataset.write(seen * 255 if self.mask == "alpha" else seen, self.bands + 1)
                dataset.set_band_description(self.bands + 1, self.mask)
            if self.mask in ("internal mask", "mask file"):
                dataset.write_mask(seen.astype(bool))
            if self.mask == "palette":
                dataset.write_colormap(1, {n: (n, 255 - n, 7, 255) for n in range(256)})
            if self.content == "scaled":
                dataset.scales = [0.5] * dataset.count
                dataset.offsets = [3.0] * dataset.count
            if self.layout == "overviews" and min(self.size) > 8:
                dataset.build_overviews([2, 4])
        if self.nodata is not None and nodata is None:  # one that rasterio does not write
            dataset = gdal.Open(str(path), gdal.GA_Update)
            if not gdal_type.endswith("int64"):
                dataset.GetRasterBand(1).SetNoDataValue(self.nodata)
            del dataset
        return str(path)

    def _transform(self) -> Affine:
        system, degrees = SYSTEMS[self.system], PLACES[self.place]
        height, width = self.size
        x, y, step = X0, Y0, 10.0
        if system is not None:
            crs = CRS.from_user_input(system)
            source = (UTM, X0, Y0) if degrees is None else (CRS.from_epsg(4326), *degrees)
            try:
                found = transform(source[0], crs, [source[1]], [source[2]])
                x, y = float(found[0][0]), float(found[1][0])
            except rasterio.errors.RasterioError:
                pass
            except Exception as error:  # rasterio gives GDAL's own errors
                assert "CPLE" in type(error).__name__, error
            step = 10.0 / 111e3 if crs.is_geographic else step
            if crs.is_projected and crs.linear_units_factor[1] > 0:
                step /= crs.linear_units_factor[1]
        if not (math.isfinite(x) and math.isfinite(y)):
            x, y = 0.0, 0.0
        a = e = step
        b = d = 0.0
        kind = self.geometry
        if kind == "south-up":
            e = -e
        elif kind == "mirrored":
            a = -a
        elif kind in ("rotated", "sheared", "quarter turn"):
            turn = {"rotated": 0.3, "sheared": 0.2, "quarter turn": math.pi / 2}[kind]
            b = step * math.sin(turn)
            if kind != "sheared":
                a, d, e = step * math.cos(turn), step * math.sin(turn), step * math.cos(turn)
        elif kind == "oblong":
            a *= 1.7
        elif kind in ("point-sized", "continent-sized", "no width"):
            factor = {"point-sized": 1e-9, "continent-sized": 1e6, "no width": 0.0}[kind]
            a, e = a * factor, e * (factor or 1)
        elif kind == "off by half a pixel":
            x, y = x + step / 2, y + step / 3
        placed = Affine(a, b, 0, d, -e, 0)
        dx, dy = placed * (width / 2, height / 2)
        return Affine(a, b, x - dx, d, -e, y - dy)

    def _nodata(self, dtype: str) -> float | None:
        """The value if the type holds it: rasterio refuses to write others."""
        if self.nodata is None or dtype.startswith("complex"):
            return None
        if np.dtype(dtype).kind in "iu":
            limits = np.iinfo(dtype)
            fits = float(self.nodata).is_integer() and limits.min <= self.nodata <= limits.max
        else:
            with np.errstate(over="ignore"):
                stored = np.dtype(dtype).type(self.nodata)
            fits = np.isfinite(stored) == math.isfinite(self.nodata)
        return self.nodata if fits else None

    def _changed(self, values: np.ndarray) -> np.ndarray:
        values = values.astype(np.float64)
        empty = self.nodata if self.nodata is not None else 0.0
        rng = np.random.default_rng(7)
        some = rng.random(values.shape[1:]) < 0.1
        with np.errstate(all="ignore"):
            if self.content == "constant":
                values[:] = values.flat[0]
            elif self.content == "zero":
                values[:] = 0
            elif self.content == "all nodata":
                values[:] = empty
            elif self.content == "all NaN":
                values[:] = np.nan
            elif self.content == "one pixel":
                keep = values[:, -1, -1].copy()
                values[:] = empty
                values[:, -1, -1] = keep
            elif self.content == "NaN holes":
                values[:, some] = np.nan
            elif self.content == "inf holes":
                values[:, some] = np.inf
                values[0, 0, 0] = -np.inf
            elif self.content == "huge":
                values *= 1e36
            elif self.content == "tiny":
                values *= 1e-42
            elif self.content == "negative":
                values = -values
            elif self.content == "noise":
                values = rng.normal(0, 1e4, values.shape)
            elif self.content == "half missing":
                values[:, :, : values.shape[2] // 2] = empty
            elif self.content == "stairs":
                values = np.round(values / 50) * 50
        return values


_TITLES = {
    "geometry": "geotransform (south-up, rotated, sheared, none, GCPs, …)",
    "system": "coordinate system (none, degrees, feet, local, poles, …)",
    "place": "elsewhere (antimeridian, poles, equator, no overlap)",
    "content": "values (NaN, infinite, constant, huge, all nodata, …)",
    "size": "size (1 × 1, 1 × n, …)",
    "dtype": "data type (int8 to int64, complex, 1 bit, …)",
    "mask": "mask (internal, alpha, palette, …)",
    "nodata": "nodata value (none, NaN, infinite, out of range, …)",
    "layout": "layout (tiled, compressed, BigTIFF, big-endian, sparse)",
    "name": "file name (spaces, unicode, quotes, |, %, #, long)",
    "bands": "number of bands",
}
_TYPES = {
    "one bit": ("uint8", {"nbits": 1}),
    "nbits12": ("uint16", {"nbits": 12}),
    "float16": ("float32", {"nbits": 16}),
}
_LAYOUT_OPTIONS = {
    "tiled": {"tiled": True, "blockxsize": 32, "blockysize": 48},
    "lzw": {"compress": "lzw", "predictor": 1},
    "deflate": {"compress": "deflate", "tiled": True, "blockxsize": 16, "blockysize": 16},
    "pixel": {"interleave": "pixel"},
    "bigtiff": {"bigtiff": "yes"},
    "big-endian": {"endianness": "big"},
    "zstd": {"compress": "zstd"},
    "sparse": {"sparse_ok": True, "tiled": True},
}


def _cast(values: np.ndarray, dtype: str) -> np.ndarray:
    if np.dtype(dtype).kind in "iu":
        limits = np.iinfo(dtype)
        values = np.nan_to_num(values, nan=0.0, posinf=limits.max, neginf=limits.min)
        return np.clip(np.round(values), limits.min, min(limits.max, 2**62)).astype(dtype)
    with np.errstate(over="ignore"):
        return values.astype(dtype)


_ODD = {
    "dtype": st.sampled_from(DTYPES),
    "nodata": st.sampled_from(NODATA),
    "content": st.sampled_from(CONTENTS),
    "bands": st.sampled_from((1, 2, 3, 4, 5, 12, 13)),
    "size": st.sampled_from(SIZES) | st.tuples(st.integers(1, 150), st.integers(1, 150)),
    "geometry": st.sampled_from(GEOMETRIES),
    "system": st.sampled_from(tuple(SYSTEMS)),
    "place": st.sampled_from(tuple(PLACES)),
    "layout": st.sampled_from(LAYOUTS),
    "mask": st.sampled_from(MASKS),
    "name": st.sampled_from(NAMES),
}


@st.composite
def cases(draw, bands=1, dtype="float32"):
    """Rasters with up to three odd properties, the others as they should be."""
    odd = draw(st.sets(st.sampled_from(sorted(_ODD)), min_size=1, max_size=3))
    values = {"bands": bands, "dtype": dtype, **{name: draw(_ODD[name]) for name in sorted(odd)}}
    if values.get("mask") == "palette":  # GDAL writes no other
        values.update(dtype="uint8", bands=1)
    if values["dtype"] in ("one bit", "nbits12") or values.get("layout") == "zstd":
        values.pop("mask", None)
    return RasterCase(**values)


# --- odd files ----------------------------------------------------------------------------------


def truncated(folder, good):
    path = folder / "truncated.tif"
    data = Path(good).read_bytes()
    path.write_bytes(data[: len(data) * 2 // 3])
    return path


def cut_in_header(folder, good):
    path = folder / "header.tif"
    path.write_bytes(Path(good).read_bytes()[:100])
    return path


def damaged(folder, good):
    """Compressed blocks of zeros."""
    path = folder / "damaged.tif"
    with rasterio.open(good) as dataset:
        profile = {**dataset.profile, "compress": "deflate", "tiled": True}
        profile.update(blockxsize=32, blockysize=32)
        with rasterio.open(path, "w", **profile) as out:
            out.write(dataset.read())
    data = bytearray(path.read_bytes())
    middle = len(data) // 2
    data[middle : middle + 400] = bytes(400)
    path.write_bytes(data)
    return path


def garbage(folder, good):
    path = folder / "garbage.tif"
    path.write_bytes(np.random.default_rng(1).bytes(5000))
    return path


def garbage_with_magic(folder, good):
    path = folder / "magic.tif"
    path.write_bytes(b"II*\0\x08\0\0\0" + np.random.default_rng(1).bytes(5000))
    return path


def empty(folder, good):
    path = folder / "empty.tif"
    path.touch()
    return path


def missing(folder, good):
    return folder / "missing.tif"


def a_folder(folder, good):
    path = folder / "folder.tif"
    path.mkdir()
    return path


def text(folder, good):
    path = folder / "text.tif"
    path.write_text("This is no raster.\n" * 20)
    return path


def script(folder, good):
    path = folder / "notes.py"
    path.write_text("print('no raster')\n")
    return path


def html(folder, good):
    """What a portal saves when the login has expired."""
    path = folder / "download.tif"
    path.write_text("<!DOCTYPE html><html><body>Please log in</body></html>")
    return path


def zipped(folder, good):
    path = folder / "raster.zip"
    shutil.make_archive(str(path.with_suffix("")), "zip", Path(good).parent, Path(good).name)
    return path


def zip_named_tif(folder, good):
    path = zipped(folder, good)
    return path.rename(folder / "zip.tif")


def inside_zip(folder, good):
    return f"/vsizip/{zipped(folder, good)}/{Path(good).name}"


def png(folder, good):
    path = folder / "photo.png"
    values = np.random.default_rng(2).integers(0, 255, (3, 60, 70)).astype(np.uint8)
    with rasterio.open(path, "w", driver="PNG", height=60, width=70, count=3, dtype="uint8") as out:
        out.write(values)
    return path


def png_with_world_file(folder, good):
    path = png(folder, good)
    (folder / "photo.pgw").write_text(f"10\n0\n0\n-10\n{X0 - 350}\n{Y0 + 300}\n")
    return path


def jpeg(folder, good):
    path = folder / "photo.jpg"
    values = np.random.default_rng(2).integers(0, 255, (3, 60, 70)).astype(np.uint8)
    with rasterio.open(path, "w", driver="JPEG", height=60, width=70, count=3, dtype="uint8") as o:
        o.write(values)
    return path


def ascii_grid(folder, good):
    path = folder / "dem.asc"
    rows = "\n".join(" ".join(str(1000 + r + c) for c in range(80)) for r in range(80))
    path.write_text(
        f"ncols 80\nnrows 80\nxllcorner {X0 - 400}\nyllcorner {Y0 - 400}\ncellsize 10\n"
        f"NODATA_value -9999\n{rows}\n"
    )
    return path


def ascii_grid_cut(folder, good):
    path = ascii_grid(folder, good)
    path.write_text(path.read_text()[:6000])
    path.with_suffix(".prj").write_text(UTM.to_wkt())
    return path


def _vrt(path, body, width=80, height=80):
    path.write_text(
        f'<VRTDataset rasterXSize="{width}" rasterYSize="{height}"><SRS>EPSG:32632</SRS>'
        f"<GeoTransform>{X0 - 400}, 10, 0, {Y0 + 400}, 0, -10</GeoTransform>"
        f'<VRTRasterBand dataType="Float32" band="1">{body}</VRTRasterBand></VRTDataset>'
    )
    return path


def _source(file, width=80, height=80, relative=0):
    box = f'xOff="0" yOff="0" xSize="{width}" ySize="{height}"'
    return (
        f'<SimpleSource><SourceFilename relativeToVRT="{relative}">{file}</SourceFilename>'
        f"<SourceBand>1</SourceBand><SrcRect {box}/><DstRect {box}/></SimpleSource>"
    )


def vrt(folder, good):
    return _vrt(folder / "good.vrt", _source(good))


def vrt_missing_source(folder, good):
    return _vrt(folder / "missing.vrt", _source("nowhere.tif", relative=1))


def vrt_of_itself(folder, good):
    return _vrt(folder / "self.vrt", _source("self.vrt", relative=1))


def vrt_circle(folder, good):
    _vrt(folder / "other.vrt", _source("one.vrt", relative=1))
    return _vrt(folder / "one.vrt", _source("other.vrt", relative=1))


def vrt_broken(folder, good):
    path = vrt(folder, good)
    path.write_text(path.read_text()[:200])
    return path


def vrt_without_bands(folder, good):
    path = folder / "bands.vrt"
    path.write_text('<VRTDataset rasterXSize="10" rasterYSize="10"></VRTDataset>')
    return path


def vrt_zero_size(folder, good):
    return _vrt(folder / "zero.vrt", "", 0, 0)


def vrt_python_function(folder, good):
    """A pixel function in Python, which GDAL does not run unless it is told to trust it."""
    path = folder / "code.vrt"
    marker = folder / "ran"
    path.write_text(
        '<VRTDataset rasterXSize="80" rasterYSize="80"><SRS>EPSG:32632</SRS>'
        f"<GeoTransform>{X0 - 400}, 10, 0, {Y0 + 400}, 0, -10</GeoTransform>"
        '<VRTRasterBand dataType="Float32" band="1" subClass="VRTDerivedRasterBand">'
        "<PixelFunctionType>f</PixelFunctionType>"
        "<PixelFunctionLanguage>Python</PixelFunctionLanguage><PixelFunctionCode><![CDATA[\n"
        f"def f(*args):\n    open({str(marker)!r}, 'w')\n]]></PixelFunctionCode>"
        f"{_source(good)}</VRTRasterBand></VRTDataset>"
    )
    return path


def vrt_of_web(folder, good):
    return _vrt(folder / "web.vrt", _source("/vsicurl/http://127.0.0.1:9/none.tif"))


def wms_description(folder, good):
    path = folder / "service.xml"
    path.write_text(
        '<GDAL_WMS><Service name="TMS"><ServerUrl>http://127.0.0.1:9/${z}/${x}/${y}.png'
        "</ServerUrl></Service><DataWindow><UpperLeftX>-20037508.34</UpperLeftX><UpperLeftY>"
        "20037508.34</UpperLeftY><LowerRightX>20037508.34</LowerRightX><LowerRightY>-20037508.34"
        "</LowerRightY><TileLevel>18</TileLevel><TileCountX>1</TileCountX><TileCountY>1"
        "</TileCountY><YOrigin>top</YOrigin></DataWindow><Projection>EPSG:3857</Projection>"
        "<BlockSizeX>256</BlockSizeX><BlockSizeY>256</BlockSizeY><BandsCount>3</BandsCount>"
        "<Timeout>1</Timeout><MaxConnections>1</MaxConnections></GDAL_WMS>"
    )
    return path


def several_images(folder, good):
    """A GeoTIFF with two images of which neither is an overview."""
    path = folder / "pages.tif"
    with rasterio.open(good) as dataset:
        values, profile = dataset.read(), dataset.profile
    with rasterio.open(path, "w", **profile) as out:
        out.write(values)
    with rasterio.open(path, "w", **{**profile, "append_subdataset": "yes"}) as out:
        out.write(values)
    return path


def geopackage(folder, good):
    """A raster table in a GeoPackage."""
    path = folder / "raster.gpkg"
    with rasterio.open(good) as dataset:
        values = dataset.read(1)
        options = {"crs": dataset.crs, "transform": dataset.transform, "dtype": "float32"}
    with rasterio.open(
        path, "w", driver="GPKG", width=values.shape[1], height=values.shape[0], count=1, **options
    ) as out:
        out.write(values.astype("float32"), 1)
    return path


def vector_geopackage(folder, good):
    path = folder / "vector.gpkg"
    write_layer(path, "polygons", [Feature(box(X0, Y0, X0 + 10, Y0 + 10), {})], UTM)
    return path


def numpy_file(folder, good):
    path = folder / "array.npy"
    np.save(path, np.zeros((5, 5)))
    return path


def unreadable_link(folder, good):
    path = folder / "link.tif"
    path.symlink_to(folder / "gone.tif")
    return path


def endless_link(folder, good):
    path = folder / "loop.tif"
    path.symlink_to(path)
    return path


def claimed_size(folder, good):
    """A header that claims a raster of 30 000 × 30 000 pixels whose blocks are missing."""
    path = folder / "claims.tif"
    with rasterio.open(good) as dataset:
        profile = {**dataset.profile, "height": 30000, "width": 30000}
    profile.update(tiled=True, blockxsize=256, blockysize=256, sparse_ok=True, compress="deflate")
    with rasterio.open(path, "w", **profile):
        pass
    return path


FORMS = (
    truncated, cut_in_header, damaged, garbage, garbage_with_magic, empty, missing, a_folder, text,
    script, html, zipped, zip_named_tif, inside_zip, png, png_with_world_file, jpeg, ascii_grid,
    ascii_grid_cut, vrt, vrt_missing_source, vrt_of_itself, vrt_circle, vrt_broken,
    vrt_without_bands, vrt_zero_size, vrt_python_function, vrt_of_web, wms_description,
    several_images, geopackage, vector_geopackage, numpy_file, unreadable_link, endless_link,
)  # fmt: skip
